import { expect, test } from 'vitest';
import type { FindingView } from '#lib/contracts/workflow.ts';
import { errorsUnder } from './step-findings.ts';

const error = (path: (string | number)[], message: string) =>
  ({ severity: 'error', path: ['steps', 0, ...path], message, fix: 'Mend it.' }) as FindingView;

test('a field of the step and a field of its settings each get their own mistake', () => {
  const findings = [error(['name'], 'Too long.'), error(['with', 'run'], 'Is missing.'), error(['with'], 'Needs one.')];
  expect(errorsUnder(findings, '')).toMatchObject({ name: 'Too long. Mend it.' });
  expect(errorsUnder(findings, 'with')).toEqual({ run: 'Is missing. Mend it.', '': 'Needs one. Mend it.' });
});
