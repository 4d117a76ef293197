import { expect, test } from 'vitest';
import { tableOfCsv } from './csv.ts';

test('cells in quotes hold separators, quotes and lines', () => {
  expect(tableOfCsv('name,note\r\n"Ana, B.","said ""yes""\nthen no"\r\n')).toEqual({
    columns: ['name', 'note'],
    rows: [{ name: 'Ana, B.', note: 'said "yes"\nthen no' }],
  });
});

test('semicolons and tabs separate as well', () => {
  expect(tableOfCsv('a;b\n1;2')?.rows).toEqual([{ a: '1', b: '2' }]);
  expect(tableOfCsv('a\tb\n1\t2')?.columns).toEqual(['a', 'b']);
});

test('columns without a name or with one that is there twice are told apart', () => {
  expect(tableOfCsv('a,a,\n1,2,3')?.columns).toEqual(['a', 'a 2', 'column 3']);
});

test('what is no table is none', () => {
  expect(tableOfCsv('just a text\nof two lines')).toBeNull();
  expect(tableOfCsv('a,b\n1,2,3')).toBeNull();
});
