import { expect, test } from 'vitest';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import { sorted, turned } from './sorted.ts';

const rows: JsonObject[] = [{ n: 10, s: 'b2' }, { n: 2, s: 'b10' }, { s: 'A' }, { n: 3, s: 'a' }];

test('numbers by size, texts with their numbers read, what is missing last in both directions', () => {
  expect(sorted(rows, { column: 'n', down: false }).map(({ n }) => n)).toEqual([2, 3, 10, undefined]);
  expect(sorted(rows, { column: 'n', down: true }).map(({ n }) => n)).toEqual([10, 3, 2, undefined]);
  expect(sorted(rows, { column: 's', down: false }).map(({ s }) => s)).toEqual(['A', 'a', 'b2', 'b10']);
  expect(sorted(rows, null)).toBe(rows);
});

test('a column turns up, down, and back to how the list came', () => {
  const up = turned(null, 'n');
  const down = turned(up, 'n');
  expect([up, down, turned(down, 'n')]).toEqual([{ column: 'n', down: false }, { column: 'n', down: true }, null]);
  expect(turned(down, 's')).toEqual({ column: 's', down: false });
});
