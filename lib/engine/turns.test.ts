import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

/** A move of three parts, with nothing outside to wait for between them. */
async function inParts(name: string, done: string[]): Promise<void> {
  for (const part of [1, 2, 3]) {
    done.push(`${name}${part}`);
    await null;
  }
}

test('each moves as far as it goes before the next one does', async () => {
  const turns = new Turns(() => 0);
  const done: string[] = [];
  await Promise.all(['a', 'b', 'c'].map((name) => turns.take(() => inParts(name, done))));
  expect(done).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1', 'c2', 'c3']);
});

test('one that waits for something outside, or fails, lets the next one in', async () => {
  const turns = new Turns(() => 0);
  const { promise: outside, resolve: answer } = Promise.withResolvers<string>();
  const waiting = turns.take(() => outside);
  await expect(turns.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await turns.take(async () => 'over')).toBe('over');
  answer('answered');
  expect(await waiting).toBe('answered');
});

test('after a stretch of moves the thread sees to what else there is', async () => {
  let now = 0;
  const turns = new Turns(() => now);
  const done: string[] = [];
  const move = (name: string) => async () => {
    // As an append is sent: behind all that is to be done at once.
    if (name === 'a') setImmediate(() => done.push('sent'));
    done.push(name);
    now += 3;
  };
  await Promise.all(['a', 'b', 'c', 'd'].map((name) => turns.take(move(name))));
  expect(done).toEqual(['a', 'b', 'sent', 'c', 'd']);
});
