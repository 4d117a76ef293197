import { expect, test } from 'vitest';
import { plainName } from './plain-name.ts';

test('a name loses what would turn or break the sentence around it, and nothing else', () => {
  expect(plainName('Robin\u202E rotide\u2066')).toBe('Robin rotide');
  expect(plainName('one\ntwo\u0000')).toBe('onetwo');
  expect(plainName('عمر 王 Zoë 👩‍🚀 <b>')).toBe('عمر 王 Zoë 👩‍🚀 <b>');
});
