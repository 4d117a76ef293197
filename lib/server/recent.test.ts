import { expect, test } from 'vitest';
import { Recent } from './recent.ts';

test('the one used longest ago goes when all together weigh too much', () => {
  const recent = new Recent<string>(40);
  for (const key of ['a', 'b', 'c', 'd']) recent.set(key, key, 10);
  expect(recent.get('a')).toBe('a');
  recent.set('e', 'e', 10);
  expect(['a', 'b', 'c', 'd', 'e'].map((key) => recent.get(key))).toEqual(['a', undefined, 'c', 'd', 'e']);
});

test('another weight of the same key counts instead of the first one', () => {
  const recent = new Recent<number>(40);
  for (let each = 0; each < 100; each++) recent.set('a', each, 10);
  for (const key of ['b', 'c', 'd']) recent.set(key, 0, 10);
  expect(recent.get('a')).toBe(99);
  recent.delete('a');
  recent.set('e', 0, 10);
  expect(recent.get('b')).toBe(0);
});

test('what is large is not kept, and pushes nothing out', () => {
  const recent = new Recent<string>(40);
  recent.set('a', 'a', 10);
  recent.set('large', 'large', 11);
  expect([recent.get('a'), recent.get('large')]).toEqual(['a', undefined]);
});
