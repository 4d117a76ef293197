import { expect, test } from 'vitest';
import { previewKind } from './preview-kind.ts';

test.each([
  ['a.png', 'image/png', 5_000_000, 'image'],
  ['a.svg', 'image/svg+xml', 100, 'text'],
  ['notes.md', 'application/octet-stream', 100, 'markdown'],
  ['data', 'text/csv; charset=utf-8', 100, 'csv'],
  ['report', 'application/json', 100, 'json'],
  ['page.html', 'text/html', 100, 'text'],
  ['app.bin', 'application/octet-stream', 100, null],
  ['big.txt', 'text/plain', 2_000_000, null],
])('%s (%s, %i bytes): %s', (name, mediaType, bytes, kind) => {
  expect(previewKind({ name, mediaType, bytes })).toBe(kind);
});
