import { expect, test } from 'vitest';
import { listedLabels, runQuery } from './use-runs.ts';

const none = { status: '', workflow: '', startedBy: '', waitingFor: '', label: '', text: '', from: '', to: '' };

test('days of the address are whole days where the browser is, the last one included', () => {
  const { from, to } = runQuery({ ...none, from: '2030-01-31', to: '2030-01-31' });
  expect(new Date(from!)).toEqual(new Date(2030, 0, 31));
  expect(new Date(to!)).toEqual(new Date(2030, 1, 1));
});

test('what is no day is no filter', () => {
  expect(runQuery({ ...none, from: 'yesterday', text: 'ship' })).toMatchObject({ from: '', to: '', text: 'ship' });
});

test('labels stand in the address once each, and go to the server as they are: selecting all that match asks with them too', () => {
  const label = listedLabels(['release', 'env:prod', 'release']);
  expect(label).toBe('release,env:prod');
  expect(runQuery({ ...none, label })).toMatchObject({ label: 'release,env:prod' });
});
