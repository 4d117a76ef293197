import { expect, test } from 'vitest';
import { ReadyLine } from './ready-line.ts';

const needs = (id: string) => !id.startsWith('free');

test('asks about a step once while no slot is free, however often it is called and whatever is added', () => {
  const ready = new Set(Array.from({ length: 1000 }, (_, index) => `s${index}`));
  const line = new ReadyLine(ready);
  let asked = 0;
  const needsSlot = (id: string) => {
    asked += 1;
    return needs(id);
  };
  for (let index = 0; index < 1000; index += 1) {
    expect(line.next(true, needsSlot)).toBeNull();
    ready.add(`more${index}`);
  }
  expect(asked).toBe(1999);
  ready.add('free');
  expect(line.next(true, needsSlot)).toBe('free');
});

test('gives a slot that gets free to who waits longest, and passes on who needs none', () => {
  const ready = new Set(['a', 'b', 'free1', 'c']);
  const line = new ReadyLine(ready);
  const take = (full: boolean) => {
    const id = line.next(full, needs);
    if (id !== null) ready.delete(id);
    return id;
  };
  expect([take(true), take(true), take(false)]).toEqual(['free1', null, 'a']);
  ready.add('free2');
  ready.add('a');
  expect([take(true), take(true), take(false), take(false), take(false)]).toEqual(['free2', null, 'b', 'c', 'a']);
  expect(take(false)).toBeNull();
});

test('after steps were sent back, finds those that became ready anew', () => {
  const ready = new Set(['a', 'b']);
  const line = new ReadyLine(ready);
  expect(line.next(true, needs)).toBeNull();
  ready.delete('a');
  ready.add('free');
  line.restart();
  expect(line.next(true, needs)).toBe('free');
});
