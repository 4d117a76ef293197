import { expect, test } from 'vitest';
import { openDraft } from '../model/draft.ts';
import { exampleInputs, namesInSight } from './names-in-sight.ts';

const inputs = { owner: { type: 'string', default: 'a@example.org' }, 'to-whom': { type: 'string' } };
const opened = openDraft({
  name: 'w',
  inputs,
  steps: [
    { id: 'notes', kind: 'template', as: 'release_notes' },
    { id: 'sign-off', kind: 'gate' },
  ],
});

test('inputs, results, second names and the run are offered as they are written', () => {
  if (!opened.ok) throw new Error(opened.reason);
  const names = namesInSight(opened.draft);
  expect(names).toEqual(
    expect.arrayContaining([
      'inputs.owner',
      'inputs["to-whom"]',
      'steps.notes.output',
      'steps["sign-off"].output',
      'release_notes',
      'run.startedBy.email',
    ]),
  );
});

test('inputs with a default stand for what a run would bring', () => {
  expect(exampleInputs(inputs)).toEqual({ owner: 'a@example.org' });
  expect(exampleInputs('no')).toEqual({});
});
