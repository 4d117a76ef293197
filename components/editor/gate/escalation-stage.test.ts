import { expect, test } from 'vitest';
import { readStages, writeStages } from './escalation-stage.ts';

test('one stage and a chain are read and written back as they were', () => {
  const one = { after: '1d', to: { groups: ['leads'] } };
  expect(readStages(one)).toEqual([{ after: '1d', to: ['leads'] }]);
  for (const written of [one, [one, { after: '2d', to: { groups: ['board'], users: ['a@example.org'] } }], undefined])
    expect(writeStages(readStages(written))).toEqual(written);
});

test('what is no stage yet is shown empty', () => {
  expect(readStages([{ to: 'leads' }, 'soon'])).toEqual([
    { after: undefined, to: [] },
    { after: undefined, to: [] },
  ]);
  expect(readStages({ after: 3600, to: {} })).toEqual([{ after: 3600, to: [] }]);
});
