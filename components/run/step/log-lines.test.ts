import { expect, it } from 'vitest';
import { logLines } from './log-lines.ts';

const chunk = (number: number, text: string, stream: 'stdout' | 'stderr' = 'stdout') => ({
  attempt: 1,
  chunk: number,
  at: '',
  stream,
  text,
});

it('cuts chunks into lines, and joins a line that came in two chunks', () => {
  expect(logLines([chunk(0, 'one\ntw'), chunk(1, 'o\n'), chunk(2, 'three')]).map((line) => line.text)).toEqual([
    'one',
    'two',
    'three',
  ]);
});

it('keeps an open line of one stream apart from the other stream', () => {
  expect(logLines([chunk(0, 'out'), chunk(1, 'err\n', 'stderr'), chunk(2, 'put\n')]).map((line) => line.text)).toEqual([
    'output',
    'err',
  ]);
});

it('keeps empty lines', () => {
  expect(logLines([chunk(0, 'a\n\nb\n')]).map((line) => line.text)).toEqual(['a', '', 'b']);
});
