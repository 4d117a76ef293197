import { expect, test } from 'vitest';
import { runQuery } from './use-runs.ts';

const none = { status: '', workflow: '', startedBy: '', waitingFor: '', text: '', from: '', to: '' };

test('days of the address are whole days where the browser is, the last one included', () => {
  const { from, to } = runQuery({ ...none, from: '2030-01-31', to: '2030-01-31' });
  expect(new Date(from!)).toEqual(new Date(2030, 0, 31));
  expect(new Date(to!)).toEqual(new Date(2030, 1, 1));
});

test('what is no day is no filter', () => {
  expect(runQuery({ ...none, from: 'yesterday', text: 'ship' })).toMatchObject({ from: '', to: '', text: 'ship' });
});
