import { expect, test } from 'vitest';
import { cutAtHits, lineOfHit } from './find-hit.ts';

const line = (chunk: number, text: string) => ({ key: '', stream: 'stdout' as const, at: '', chunk, text });
const lines = [line(3, 'a needle'), line(3, 'needle needle'), line(3, 'hay'), line(5, '\u001b[31mNeedle\u001b[0m')];

test('finds the line of a hit among those of its chunk', () => {
  expect([0, 1, 2].map((nth) => lineOfHit(lines, { chunk: 3, nth }, 'needle'))).toEqual([0, 1, 1]);
  expect(lineOfHit(lines, { chunk: 5, nth: 0 }, 'needle')).toBe(3);
});

test('goes to the nearest line where a hit is hidden, and nowhere as long as its chunk is not here', () => {
  expect(lineOfHit(lines, { chunk: 3, nth: 9 }, 'needle')).toBe(1);
  expect(lineOfHit(lines, { chunk: 4, nth: 0 }, 'needle')).toBe(3);
  expect(lineOfHit(lines, { chunk: 9, nth: 0 }, 'needle')).toBe(-1);
});

test('cuts a text at its hits, whatever their case', () => {
  expect(cutAtHits('a Needle, a needle', 'needle')).toEqual(['a ', 'Needle', ', a ', 'needle', '']);
  expect(cutAtHits('hay', 'needle')).toEqual(['hay']);
  expect(cutAtHits('hay', '')).toEqual(['hay']);
  expect(cutAtHits('İstanbul', 'stan')).toEqual(['İstanbul']);
});
