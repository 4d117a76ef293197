import { expect, test } from 'vitest';
import type { FindingView } from '#lib/contracts/workflow.ts';
import type { Draft } from './draft.ts';
import { errorsInside, errorsMoved, errorsUnder, stepOf } from './step-findings.ts';

const error = (path: (string | number)[], message: string) =>
  ({ severity: 'error', path: ['steps', 0, ...path], message, fix: 'Mend it.' }) as FindingView;

test('a field of the step and a field of its settings each get their own mistake', () => {
  const findings = [error(['name'], 'Too long.'), error(['with', 'run'], 'Is missing.'), error(['with'], 'Needs one.')];
  expect(errorsUnder(findings, '')).toMatchObject({ name: 'Too long. Mend it.' });
  expect(errorsUnder(findings, 'with')).toEqual({ run: 'Is missing. Mend it.', '': 'Needs one. Mend it.' });
});

test('a mistake inside of a map leads to the map, one of a handler or a rule to no step', () => {
  const draft = { order: ['m', 'x'], steps: { m: {}, x: {} } } as unknown as Draft;
  const inner = { ...error(['with', 'steps', 0, 'with', 'run'], 'In the map.'), step: 'm' };
  expect(stepOf(inner, draft)).toBe('m');
  expect(errorsUnder([inner], 'with')).toEqual({ 'steps.0.with.run': 'In the map. Mend it.' });
  expect(stepOf({ ...inner, step: undefined }, draft)).toBe('m');
  for (const path of [
    ['handlers', 0, 'kind'],
    ['rules', 1, 'when'],
    ['onFailure', 'run', 0],
  ])
    expect(stepOf({ ...inner, step: undefined, path }, draft)).toBeNull();
});

test('messages about a part are seen from the part', () => {
  const errors = { with: 'Whole.', 'with.run': 'Empty.', without: 'Other.', kind: 'Unknown.' };
  expect(errorsInside(errors, 'with')).toEqual({ '': 'Whole.', run: 'Empty.' });
  expect(errorsMoved(errors, 'with', 'given')).toEqual({ given: 'Whole.', 'given.run': 'Empty.' });
});
