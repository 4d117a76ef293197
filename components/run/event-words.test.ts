import { expect, test } from 'vitest';
import { eventWords } from './event-words.ts';

const words = (type: string, data: object) => eventWords({ type, data });

test('events of people, rules, maps and waits say what they are about', () => {
  expect(words('run.paused', { reason: 'a freeze' })).toBe('a freeze');
  expect(words('signal.received', { name: 'payment', data: { v: 1 } })).toBe('payment');
  expect(words('rule.checked', { rule: 'leak', holds: true, action: 'block' })).toBe('leak: came true, block');
  expect(words('rule.checked', { rule: 'leak', holds: false })).toBe('leak: does not hold');
  expect(words('steps.added', { steps: [{ id: 'undo:a' }, { id: 'tidy' }] })).toBe('undo:a, tidy');
  expect(words('steps.reset', { steps: ['a', 'b', 'c', 'd', 'e'], feedback: 'again' })).toBe(
    'a, b, c and 2 more: again',
  );
  expect(words('items.started', { from: 0, to: 10 })).toBe('items 1 to 10');
  expect(words('items.started', { from: 4, to: 5 })).toBe('item 5');
  expect(words('attempt.suspended', { wait: { event: 'go', until: null } })).toBe('waits for the signal go');
  expect(words('attempt.failed', { error: { message: 'no' }, fallback: 1 })).toBe('goes on as fallback 1');
  expect(words('run.resumed', {})).toBe('');
});
