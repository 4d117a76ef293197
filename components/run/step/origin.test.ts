import { expect, test } from 'vitest';
import { originOf } from './origin.ts';

test('says why a step came in, and which fallback is done', () => {
  expect(originOf({ added: null, fallback: null, kind: 'shell' })).toBeNull();
  expect(originOf({ added: null, fallback: 1, kind: 'template' })).toBe('Done by fallback 1: template');
  expect(originOf({ added: { why: 'rule', rule: 'leak' }, fallback: null, kind: 'gate' })).toBe(
    'Came in through the rule “leak”',
  );
  expect(originOf({ added: { why: 'undo', rule: null }, fallback: 2, kind: 'http' })).toBe(
    'Takes back what was done, because the run failed · Done by fallback 2: http',
  );
});
