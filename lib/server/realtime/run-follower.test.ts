import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openApi, type TestApi, type TestPerson } from '../../../test/api.ts';
import { RunFollower } from './run-follower.ts';

let api: TestApi;
let owner: TestPerson;

beforeAll(async () => {
  api = await openApi();
  owner = await api.person('owner');
});
afterAll(() => api.close());

/** A run with a step under way; nobody works on it. */
async function printing(): Promise<string> {
  const spec = { name: 'printing', steps: [{ id: 'one', kind: 'transform', with: { expression: '1' } }] };
  const { body: workflow } = await api.call('POST', '/api/v1/workflows', { as: owner, body: { spec } });
  const { body } = await api.call('POST', `/api/v1/workflows/${workflow.id}/runs`, { as: owner, body: {} });
  await api.db.pool.query(
    `INSERT INTO run_step (run_id, step_id, status, phase, attempt) VALUES ($1, 'one', 'running', 'running', 1)
     ON CONFLICT (run_id, step_id) DO UPDATE SET status = 'running', phase = 'running', attempt = 1`,
    [body.id],
  );
  return body.id;
}

const print = (run: string, from: number, to: number) =>
  api.db.pool.query(
    `INSERT INTO step_log (run_id, step_id, attempt, chunk, at, stream, text)
     SELECT $1, 'one', 1, n, now(), 'stdout', 'line ' || n FROM generate_series($2::int, $3::int) n`,
    [run, from, to],
  );

async function followed(run: string) {
  const chunks: number[] = [];
  const follower = await RunFollower.start(run, (message) => {
    if (message.type === 'log') for (const one of message.chunks) chunks.push((one as { chunk: number }).chunk);
  });
  return { follower, chunks };
}
const upTo = (last: number) => Array.from({ length: last + 1 }, (_, at) => at);

test('a burst of output is sent to its end, though nothing is written after it', async () => {
  const run = await printing();
  const { follower, chunks } = await followed(run);
  await print(run, 0, 649);
  follower.stir('logs');
  await expect.poll(() => chunks, { timeout: 10_000 }).toEqual(upTo(649));
});

test('output that could not be read for a failure is read with whatever comes next', async () => {
  const run = await printing();
  const { follower, chunks } = await followed(run);
  await print(run, 0, 2);
  const query = vi
    .spyOn(api.db.pool, 'query')
    .mockImplementationOnce(() => Promise.reject(new Error('the line is cut')));
  follower.stir('events', 'logs');
  expect(query).toHaveBeenCalledTimes(1);
  query.mockRestore();
  const told = () => {
    follower.stir('events');
    return chunks;
  };
  await expect.poll(told, { timeout: 10_000 }).toEqual(upTo(2));
});
