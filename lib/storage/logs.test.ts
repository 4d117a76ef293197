import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/database.ts';
import { createLogStore } from './logs.ts';
import { workspaceId } from './testing/held-run.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

let runs = 0;
const attempt = () => ({ workspaceId, runId: `run_${++runs}`, stepId: 's', attempt: 1 });
async function chunks(runId: string): Promise<{ chunk: number; stream: string; text: string }[]> {
  const { rows } = await db.pool.query('select chunk, stream, text from step_log where run_id = $1 order by chunk', [
    runId,
  ]);
  return rows;
}

test('stores lines in order, one chunk a stretch of a stream, and tells which runs have some', async () => {
  const told: string[] = [];
  const logs = createLogStore({ pool: db.pool, onStored: (runIds) => told.push(...runIds) });
  const of = attempt();
  const sink = logs.open(of);
  sink.write({ stream: 'stdout', text: 'one\n' });
  sink.write({ stream: 'stdout', text: 'two\n' });
  sink.write({ stream: 'stderr', text: 'oh \0 \uD800\n' });
  await sink.flush();
  sink.write({ stream: 'stderr', text: 'later\n' });
  await sink.flush();
  expect(await chunks(of.runId)).toEqual([
    { chunk: 0, stream: 'stdout', text: 'one\ntwo\n' },
    { chunk: 1, stream: 'stderr', text: 'oh \uFFFD \uFFFD\n' },
    { chunk: 2, stream: 'stderr', text: 'later\n' },
  ]);
  expect(told).toContain(of.runId);
});

test('cuts long output without tearing a character, and counts what it does not keep', async () => {
  const logs = createLogStore({ pool: db.pool, longest: 100_000 });
  const of = attempt();
  const sink = logs.open(of);
  sink.write({ stream: 'stdout', text: `x${'😀'.repeat(40_000)}` });
  sink.write({ stream: 'stdout', text: 'y'.repeat(30_000) });
  await sink.flush();
  const stored = await chunks(of.runId);
  const text = stored.map((chunk) => (chunk.stream === 'stdout' ? chunk.text : '')).join('');
  expect(text).toBe(`x${'😀'.repeat(40_000)}${'y'.repeat(19_999)}`);
  expect(stored.at(-1)).toMatchObject({ stream: 'system', text: '… 10001 more characters of output were not kept.\n' });
});

test('shares one write among the attempts of a process', async () => {
  const logs = createLogStore({ pool: db.pool });
  const attempts = Array.from({ length: 50 }, attempt);
  await Promise.all(
    attempts.map((of) => {
      const sink = logs.open(of);
      sink.write({ stream: 'stdout', text: of.runId });
      return sink.flush();
    }),
  );
  for (const of of attempts) expect(await chunks(of.runId)).toMatchObject([{ text: of.runId }]);
});
