import { expect, test } from 'vitest';
import { readTogether } from './read-together.ts';

test('those who ask while a read is under way share the next one, which begins after they asked', async () => {
  const reads: (readonly string[])[] = [];
  const ends: (() => void)[] = [];
  const ask = readTogether(async (asked: readonly string[]) => {
    reads.push(asked);
    await new Promise<void>((resolve) => ends.push(resolve));
    return asked.map((name) => (name === 'nothing' ? undefined : `${name} of read ${reads.length}`));
  });
  const first = ask('a');
  const later = [ask('a'), ask('nothing'), ask('b')];
  expect(reads).toEqual([['a']]);
  ends[0]!();
  expect(await first).toBe('a of read 1');
  await Promise.resolve();
  expect(reads[1]).toEqual(['a', 'nothing', 'b']);
  ends[1]!();
  expect(await Promise.all(later)).toEqual(['a of read 2', undefined, 'b of read 2']);
});

test('a read that fails fails for those who shared it, and the next goes well', async () => {
  let fails = true;
  const ask = readTogether(async (asked: readonly number[]) => {
    if (fails) throw new Error('away');
    return asked;
  });
  await expect(ask(1)).rejects.toThrow('away');
  fails = false;
  expect(await ask(2)).toBe(2);
});

test('no read is larger than it may be', async () => {
  const sizes: number[] = [];
  const ask = readTogether(async (asked: readonly number[]) => {
    sizes.push(asked.length);
    await Promise.resolve();
    return asked;
  }, 3);
  expect(await Promise.all([1, 2, 3, 4, 5, 6].map(ask))).toEqual([1, 2, 3, 4, 5, 6]);
  expect(sizes).toEqual([1, 3, 2]);
});
