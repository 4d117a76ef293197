import { expect, test } from 'vitest';
import type { RunStatus } from '#lib/domain/run/status.ts';
import { changeable, consequence, resultWords } from './bulk-words.ts';

const runs = (...statuses: RunStatus[]) => statuses.map((status, at) => ({ id: String(at), status }));

test('what goes on is cancelled, what has ended is run again, and the rest is named', () => {
  const mixed = runs('running', 'waiting', 'failed');
  expect(changeable('cancel', mixed)).toHaveLength(2);
  expect(changeable('rerun', mixed)).toHaveLength(1);
  expect(consequence('cancel', mixed, 'failed')).toMatch(/^2 runs are asked to end.* 1 run ended already and stays/);
  expect(consequence('rerun', mixed, 'failed')).toMatch(/^1 run gets a new run.* 2 runs go on and are left alone/);
});

test('where nothing can be changed it is said instead', () => {
  expect(consequence('cancel', runs('failed'), 'failed')).toContain('nothing to cancel');
  expect(consequence('rerun', runs('running'), 'start')).toContain('only what has ended');
});

test('results are counted as what became of the runs', () => {
  const results = [
    { id: 'a', ok: true, status: 200 },
    { id: 'b', ok: false, status: 409, code: 'run_ended' },
  ];
  expect(resultWords('cancel', results)).toBe('1 cancelled, 1 refused');
});
