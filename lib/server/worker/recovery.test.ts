import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { endSessionsOf } from '#lib/storage/engine/sessions.ts';
import { Engine } from '../../../test/engine/harness.ts';
import { ended, startWorkerProcess } from '../../../test/engine/worker-process.ts';

let engine: Engine;
const children: Awaited<ReturnType<typeof startWorkerProcess>>[] = [];
beforeAll(async () => {
  engine = await Engine.open();
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await ended(child);
  }
});
afterAll(() => engine.close());

const worker = async () => {
  const child = await startWorkerProcess({ url: engine.db.url, dataDir: engine.dataDir });
  children.push(child);
  return child;
};

const processesWith = (text: string) =>
  execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(text));

async function gone(text: string): Promise<void> {
  const end = Date.now() + 3000;
  while (processesWith(text).length > 0) {
    if (Date.now() > end) throw new Error(`still there: ${processesWith(text).join('; ')}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('a worker killed during a command takes the command with it; the next attempt has its own number and the same key', async () => {
  const first = await worker();
  const file = `${engine.dataDir}/effects`;
  const runId = await engine.start([
    {
      id: 'slow',
      kind: 'shell',
      with: {
        run: 'echo "$COUNTERSIGN_ATTEMPT $COUNTERSIGN_IDEMPOTENCY_KEY" >> "$FILE"; test "$COUNTERSIGN_ATTEMPT" = 2 || { (setsid sleep 54321 &); sleep 54321; }',
        env: { FILE: file },
      },
    },
    {
      id: 'next',
      kind: 'shell',
      needs: ['slow'],
      with: { run: 'echo next >> "$FILE"; cat "$FILE"', env: { FILE: file } },
    },
  ]);
  await engine.until(runId, (state) => state.steps.get('slow')?.phase === 'running');
  while (processesWith('sleep 54321').length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  first.kill('SIGKILL');
  await ended(first);
  await gone('sleep 54321');
  await worker();
  const state = await engine.ended(runId);
  expect(state.status).toBe('succeeded');
  expect(state.steps.get('slow')).toMatchObject({ attempt: 2, phase: 'succeeded' });
  const events = await engine.events(runId);
  expect(events.filter((event) => event.type === 'attempt.lost').map((event) => event.data)).toMatchObject([
    { step: 'slow', attempt: 1 },
  ]);
  const output = (await engine.value(state.steps.get('next')?.output)) as { stdout: string };
  const [one, two, ...rest] = output.stdout.trim().split('\n');
  expect(one).toMatch(/^1 /);
  expect(two).toBe(`2 ${one?.slice(2)}`);
  expect(rest).toEqual(['next']);
});

test('a worker that is asked to end hands its runs back, and another goes on', async () => {
  const first = await worker();
  const runId = await engine.start([
    { id: 'wait', kind: 'shell', with: { run: 'test "$COUNTERSIGN_ATTEMPT" = 2 || sleep 43210' } },
  ]);
  await engine.until(runId, (state) => state.steps.get('wait')?.phase === 'running');
  first.kill('SIGTERM');
  await ended(first);
  expect(first.exitCode).toBe(0);
  await gone('sleep 43210');
  const { rows } = await engine.db.pool.query('select session_id from run where id = $1', [runId]);
  expect(rows[0].session_id).toBeNull();
  await worker();
  expect(await engine.ended(runId)).toMatchObject({ status: 'succeeded' });
});

test('two workers share one pool, and no command runs twice', async () => {
  await worker();
  await worker();
  const file = `${engine.dataDir}/shared`;
  const state = await engine.run([
    ...Array.from({ length: 24 }, (_, index) => ({
      id: `s${index}`,
      kind: 'shell',
      with: { run: `echo ${index} >> "$FILE"; sleep 0.03`, env: { FILE: file } },
    })),
    {
      id: 'count',
      kind: 'shell',
      needs: Array.from({ length: 24 }, (_, index) => `s${index}`),
      with: { run: 'wc -l < "$FILE"; sort -u "$FILE" | wc -l', env: { FILE: file } },
    },
  ]);
  const output = (await engine.value(state.steps.get('count')?.output)) as { stdout: string };
  expect(output.stdout.split(/\s+/).filter(Boolean)).toEqual(['24', '24']);
});

test('asks whether it happened, instead of running again what must not run twice', async () => {
  const first = await worker();
  const file = `${engine.dataDir}/once`;
  const runId = await engine.start([
    {
      id: 'pay',
      kind: 'shell',
      repeatable: false,
      with: { run: 'echo paid >> "$FILE"; sleep 32109', env: { FILE: file } },
    },
  ]);
  await engine.until(runId, (state) => state.steps.get('pay')?.phase === 'running');
  await expect.poll(() => existsSync(file)).toBe(true);
  first.kill('SIGKILL');
  await ended(first);
  await gone('sleep 32109');
  await worker();
  const state = await engine.until(runId, (now) => now.openGates.size > 0);
  expect([...state.gates.values()]).toMatchObject([
    { step: 'pay', placement: 'onFailure', reason: expect.any(String) },
  ]);
  expect(readFileSync(file, 'utf8')).toBe('paid\n');
});

test('a worker whose session was ended lets go of its work and begins a new one', async () => {
  const { worker: here } = await engine.worker();
  const { id } = here.session;
  const file = `${engine.dataDir}/twice`;
  const runId = await engine.start([
    {
      id: 'work',
      kind: 'shell',
      with: {
        run: 'echo $COUNTERSIGN_ATTEMPT >> "$FILE"; test $COUNTERSIGN_ATTEMPT = 2 || sleep 21098',
        env: { FILE: file },
      },
    },
  ]);
  await expect.poll(() => existsSync(file)).toBe(true);
  await endSessionsOf(engine.db.pool, { host: hostname(), pid: process.pid });
  const state = await engine.ended(runId);
  expect(state).toMatchObject({ status: 'succeeded' });
  expect(processesWith('sleep 21098')).toEqual([]);
  expect(readFileSync(file, 'utf8')).toBe('1\n2\n');
  expect(here.session.id).not.toBe(id);
});

test('notices a task that was claimed for it but never reached it', async () => {
  const { worker: here } = await engine.worker();
  const runId = await engine.start([{ id: 'far', kind: 'shell', pool: 'nowhere', with: { run: 'true' } }]);
  await engine.until(runId, (state) => state.steps.get('far')?.phase === 'queued');
  await engine.db.pool.query('update pool_task set session_id = $1 where run_id = $2', [here.session.id, runId]);
  await engine.until(runId, (state) => state.steps.get('far')?.attempt === 2);
  expect((await engine.events(runId)).some((event) => event.type === 'attempt.lost')).toBe(true);
});
