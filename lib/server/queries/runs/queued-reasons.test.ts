import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';

// No worker runs here: what is admitted, and who is there, is written by hand.
let api: TestApi;
let owner: TestPerson;
beforeAll(async () => {
  api = await openApi();
  owner = await api.person('owner');
});
afterAll(() => api.close());

const as = () => ({ as: owner });
async function workflowOf(more: object): Promise<string> {
  const steps = [{ id: 'a', kind: 'shell', pool: 'gpu', with: { run: 'true' } }];
  const { body } = await api.call('POST', '/api/v1/workflows', {
    ...as(),
    body: { spec: { name: 'w', steps, ...more } },
  });
  return body.id;
}
async function start(workflow: string, input = {}): Promise<string> {
  const { body } = await api.call('POST', `/api/v1/workflows/${workflow}/runs`, { ...as(), body: { input } });
  return body.id;
}
const admit = (id: string) =>
  api.db.pool.query(`UPDATE run SET admitted_at = now(), status = 'running' WHERE id = $1`, [id]);
const workers = (pools: string[]) =>
  api.db.pool.query(
    `INSERT INTO worker_session (id, host, pid, pools, slots, expires_at) VALUES ('w', 'h', 1, $1, 1, now() + interval '1 hour')
     ON CONFLICT (id) DO UPDATE SET pools = excluded.pools`,
    [pools],
  );
async function waits(id: string): Promise<{ reason: string; text: string }> {
  const { body } = await api.call('GET', `/api/v1/runs/${id}`, as());
  const list = await api.call('GET', '/api/v1/runs?limit=200', as());
  const item = list.body.items.find((run: { id: string }) => run.id === id);
  expect(item.waitingFor).toEqual(body.waitingFor);
  if (body.status === 'queued') expect(body.sentence).toContain(body.waitingFor[0].text.replace(/\.$/, ''));
  return body.waitingFor[0];
}

test('a queued run says what it waits for', async () => {
  await api.db.pool.query('DELETE FROM worker_session');
  const workflow = await workflowOf({
    inputs: { branch: { type: 'string' } },
    concurrency: { key: '{{ inputs.branch }}' },
  });
  const first = await start(workflow, { branch: 'main' });
  expect(await waits(first)).toEqual({ reason: 'slot', text: 'No worker is running.' });
  await workers(['default']);
  expect(await waits(first)).toEqual({ reason: 'slot', text: 'Waits for its turn to start.' });
  await admit(first);
  const second = await start(workflow, { branch: 'main' });
  const lock = 'Waits for run #1 of this workflow, which holds the key main.';
  expect(await waits(second)).toEqual({ reason: 'lock', text: lock });
  const other = await start(workflow, { branch: 'other' });
  await api.call('PUT', '/api/v1/limits', { ...as(), body: { workflows: { [workflow]: 1 } } });
  const turn = 'Waits for its turn: 1 of 1 runs of this workflow go on. 1 is before it.';
  expect(await waits(other)).toEqual({ reason: 'slot', text: turn });
  const elsewhere = await start(await workflowOf({}));
  await api.call('PUT', '/api/v1/limits', { ...as(), body: { workspace: 1 } });
  const line = 'Waits for its turn: 1 of 1 runs of this workspace go on. 2 are before it.';
  expect(await waits(elsewhere)).toEqual({ reason: 'slot', text: line });
});

test('a key that cannot be rendered is refused at the start, with its place', async () => {
  const workflow = await workflowOf({
    inputs: { text: { type: 'string', required: false } },
    concurrency: { key: '{{ inputs.text | divided_by: 0 }}' },
  });
  const answer = await api.call('POST', `/api/v1/workflows/${workflow}/runs`, { ...as(), body: {} });
  expect([answer.status, answer.body.errors?.[0].path]).toEqual([422, 'concurrency.key']);
});

test('a step that waits in a pool which no worker serves says so', async () => {
  await workers(['default']);
  await api.call('PUT', '/api/v1/limits', { ...as(), body: { workspace: null } });
  const run = await start(await workflowOf({}));
  const wait = { reason: 'slot', step: 'a', pool: 'gpu', text: 'a waits for a free slot in pool gpu.' };
  await api.db.pool.query(`UPDATE run SET admitted_at = now(), status = 'running', waiting_for = $2 WHERE id = $1`, [
    run,
    JSON.stringify([wait]),
  ]);
  const listed = async () => {
    const { body } = await api.call('GET', '/api/v1/runs', as());
    return body.items.find(({ id }: { id: string }) => id === run).waitingFor[0].text;
  };
  expect(await listed()).toBe('a waits for a free slot in pool gpu: no worker serves it.');
  await workers(['gpu']);
  expect(await listed()).toBe(wait.text);
});
