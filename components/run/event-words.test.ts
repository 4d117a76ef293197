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

test('what happens at gates is told with whose right it was and what it asks further', () => {
  expect(words('gate.voted', { action: 'approve' })).toBe('approved');
  expect(words('gate.voted', { action: 'outcome', outcome: 'ship', comment: 'At last' })).toBe('chose ship: At last');
  expect(
    words('gate.voted', {
      action: 'modify',
      onBehalfOf: { id: 'm1', name: 'Ines' },
      steppedUp: true,
      asksSecond: true,
    }),
  ).toBe('modified, for Ines, proved who they are, needs a second reviewer');
  expect(words('gate.voted', { action: 'approve', selfSigned: true })).toBe('approved, self-signed');
  expect(words('gate.reminded', { nth: 1 })).toBe('who is asked was reminded');
  expect(words('gate.reminded', { nth: 3 })).toBe('reminder 3');
  expect(words('gate.escalated', { stage: 2, to: ['leads', 'board'] })).toBe('stage 2: also asks leads, board');
  expect(words('gate.reassigned', { to: ['a@example.org'], comment: 'On leave' })).toBe(
    'now asks a@example.org: On leave',
  );
  expect(words('gate.closed', { action: 'outcome', outcome: 'rework', expired: true })).toBe(
    'nobody decided in time: rework',
  );
  expect(words('gate.closed', { action: 'approve' })).toBe('');
});
