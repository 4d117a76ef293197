import { expect, test } from 'vitest';
import { actionForm, freeRuleName, ruleActions, withAction } from './rule-action.ts';

test('every action has a form, without its name and its people', () => {
  const fields = Object.fromEntries(
    ruleActions.map((action) => [action, Object.keys(actionForm(action).properties ?? {})]),
  );
  expect(fields).toEqual({
    requireApproval: ['title'],
    escalate: ['message'],
    requireRework: ['steps', 'feedback', 'max'],
    block: ['reason'],
    rollback: ['reason'],
    notify: ['channel', 'to', 'subject', 'body'],
    run: ['handlers'],
  });
});

test('another action keeps what means the same there and drops the rest', () => {
  expect(withAction({ action: 'block', reason: 'Too dear.' }, 'rollback')).toEqual({
    action: 'rollback',
    reason: 'Too dear.',
  });
  expect(withAction({ action: 'block', reason: 'Too dear.' }, 'run')).toEqual({ action: 'run' });
  const people = { groups: ['owners'] };
  expect(withAction({ action: 'escalate', to: people, message: 'Look.' }, 'notify')).toEqual({ action: 'notify' });
});

test('a new rule has a name of its own', () => {
  expect(freeRuleName([])).toBe('Rule');
  expect(freeRuleName([{ name: 'Rule' }, null, { name: 'Rule 2' }])).toBe('Rule 3');
});
