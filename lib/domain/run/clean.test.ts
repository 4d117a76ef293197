import { expect, test } from 'vitest';
import { cleanJson, cleanJsonText, cleanText } from './clean.ts';

test('replaces NUL and lone surrogates, and leaves pairs alone', () => {
  expect(cleanText('a\0b\uD800c😀')).toBe('a\uFFFDb\uFFFDc😀');
  expect(cleanJson({ 'k\0': ['\uDC00', '😀', '\\u0000'] })).toEqual({ 'k\uFFFD': ['\uFFFD', '😀', '\\u0000'] });
});

test('does not take an escaped backslash for an escape', () => {
  const value = { a: '\\u0000', b: '\\\\ud800', c: '\\\0', d: '\u0001' };
  expect(cleanJson(value)).toEqual({ ...value, c: '\\\uFFFD' });
});

test('refuses what nests too deep, also where JSON.stringify itself would overflow', () => {
  let deep: unknown = 1;
  for (let level = 0; level < 300; level++) deep = [deep];
  expect(() => cleanJsonText(deep)).toThrow(/deeper than 200/);
  for (let level = 0; level < 100_000; level++) deep = [deep];
  expect(() => cleanJsonText(deep)).toThrow(/deeper than 200/);
});
