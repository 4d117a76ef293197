import { expect, test } from 'vitest';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import { tellingStep } from './telling-step.ts';

const of = (...statuses: RunStepView['status'][]) =>
  tellingStep({ steps: statuses.map((status, index) => ({ id: `s${index}`, status }) as RunStepView) })?.id;

test('an item is shown by the step that most needs a look', () => {
  expect(of('succeeded', 'failed', 'waiting')).toBe('s1');
  expect(of('succeeded', 'running', 'waiting')).toBe('s2');
  expect(of('succeeded', 'succeeded', 'skipped')).toBe('s1');
  expect(of('skipped', 'skipped')).toBe('s1');
  expect(of()).toBeUndefined();
});
