import { expect, test } from 'vitest';
import { diffRows } from './diff-lines.ts';

test('a changed line appears as removed and added, with the differing words marked', () => {
  const rows = diffRows('one\ntwo old three\n', 'one\ntwo new three\n');
  expect(rows.map((row) => row.kind)).toEqual(['same', 'removed', 'added']);
  const added = rows[2];
  expect(added?.kind === 'added' && added.pieces.filter((piece) => piece.changed).map((piece) => piece.text)).toEqual([
    'new',
  ]);
});

test('equal lines far from a change are folded and counted', () => {
  const lines = Array.from({ length: 20 }, (_, line) => `line ${line}`).join('\n');
  const rows = diffRows(`${lines}\nend a\n`, `${lines}\nend b\n`);
  expect(rows[0]).toEqual({ kind: 'folded', lines: 17 });
  expect(rows.filter((row) => row.kind === 'same')).toHaveLength(3);
});

test('line numbers follow both sides', () => {
  const rows = diffRows('a\nb\nc\n', 'a\nx\ny\nc\n');
  expect(rows.at(-1)).toMatchObject({ kind: 'same', before: 3, after: 4 });
});
