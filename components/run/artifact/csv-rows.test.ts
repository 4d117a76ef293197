import { expect, test } from 'vitest';
import { csvRows } from './csv-rows.ts';

test.each([
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a;b\r\n"1;x";2',
    [
      ['a', 'b'],
      ['1;x', '2'],
    ],
  ],
  [
    'a\tb\n\t',
    [
      ['a', 'b'],
      ['', ''],
    ],
  ],
  [
    '"say ""hi""","two\nlines"\nx,',
    [
      ['say "hi"', 'two\nlines'],
      ['x', ''],
    ],
  ],
  ['', []],
  ['"never ends', [['never ends']]],
])('%j', (text, rows) => expect(csvRows(text, 10)).toEqual(rows));

test('stops after so many rows', () => {
  expect(csvRows('1\n2\n3\n4', 2)).toEqual([['1'], ['2']]);
});
