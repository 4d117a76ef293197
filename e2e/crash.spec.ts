import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import type { RunEventView } from '#lib/contracts/run-event.ts';
import { Api, ended, stepOf } from './harness/api.ts';
import { owner as admin, expect } from './harness/journey.ts';
import { databaseOf, isAlive, isGone, processOf } from './harness/processes.ts';
import { type Product, startProduct } from './harness/product.ts';

/** What is left when processes die: each effect, each attempt and each step accounted for. */

let product: Product;
let api: Api;
let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-crash-'));
  product = await startProduct({ admin });
  api = new Api(product.url, product.adminKey);
});
test.afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The first attempt of `work` hangs; each attempt and each start of `after` leaves a line in FOLDER. */
const hanging = (name: string) => `
name: ${name}
inputs: { folder: { type: string } }
steps:
  - id: work
    kind: shell
    with:
      env: { FOLDER: "{{ inputs.folder }}" }
      run: |
        printf '%s %s %s\\n' "$COUNTERSIGN_ATTEMPT" "$COUNTERSIGN_IDEMPOTENCY_KEY" "$$" >> "$FOLDER/work"
        [ "$COUNTERSIGN_ATTEMPT" != 1 ] || sleep 600
        echo done
  - id: after
    kind: shell
    needs: [work]
    with: { env: { FOLDER: "{{ inputs.folder }}" }, run: 'echo started >> "$FOLDER/after"' }
`;

const linesOf = (file: string) =>
  existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim().split('\n') : [];
const attemptsMade = () =>
  linesOf('work').map((line) => {
    const [attempt, key, pid] = line.split(' ');
    return { attempt: Number(attempt), key, pid: Number(pid) };
  });

test('a worker killed during a command: its attempt is lost, the next one carries the same key', async () => {
  await api.publish(hanging('killed-worker'));
  const { id } = await api.start('killed-worker', { folder });
  await expect.poll(attemptsMade).toHaveLength(1);
  const first = attemptsMade()[0];
  const worker = processOf(product, 'worker');

  process.kill(worker, 'SIGKILL');
  await isGone(worker, first?.pid ?? 0);

  const run = await api.run(id, ended, 60_000);
  expect(run.status).toBe('succeeded');
  expect(stepOf(run, 'work')).toMatchObject({ status: 'succeeded', attempt: 2, key: first?.key });
  const second = attemptsMade()[1];
  expect(attemptsMade()).toHaveLength(2);
  expect(second).toMatchObject({ attempt: 2, key: first?.key });
  expect(second?.pid).not.toBe(first?.pid);

  const { items } = await api.get<{ items: RunEventView[] }>(`/runs/${id}/events?limit=1000`);
  const about = (step: string) => items.filter((event) => event.step === step && event.type.startsWith('attempt.'));
  expect(about('work').map(({ type, attempt }) => `${type} ${attempt}`)).toEqual([
    'attempt.queued 1',
    'attempt.started 1',
    'attempt.lost 1',
    'attempt.queued 2',
    'attempt.started 2',
    'attempt.succeeded 2',
  ]);
  expect(about('after').filter(({ type }) => type === 'attempt.started')).toHaveLength(1);
  expect(linesOf('after')).toEqual(['started']);
});

test('web killed while a run goes on: the run ends, and the pages are back', async () => {
  await api.publish(`
name: killed-web
steps:
  - { id: slow, kind: shell, with: { run: "sleep 2; echo done" } }
  - { id: next, kind: template, needs: [slow], with: { template: "{{ steps.slow.output.stdout }}" } }
`);
  const { id } = await api.start('killed-web');
  await api.run(id, (run) => stepOf(run, 'slow').status === 'running');
  const web = processOf(product, 'main');
  process.kill(web, 'SIGKILL');
  await isGone(web);
  await expect
    .poll(async () => (await fetch(`${product.url}/ready`).catch(() => null))?.status, { timeout: 30_000 })
    .toBe(200);
  expect(processOf(product, 'main')).not.toBe(web);
  const run = await api.run(id, ended);
  expect(run).toMatchObject({ status: 'succeeded' });
  expect(stepOf(run, 'slow').attempt).toBe(1);
});

test('ending the supervisor ends every process, the command under way included', async () => {
  await api.publish(hanging('ended'));
  rmSync(join(folder, 'work'), { force: true });
  await api.start('ended', { folder });
  await expect.poll(attemptsMade).toHaveLength(1);
  const all = [...product.children(), databaseOf(product), attemptsMade()[0]?.pid ?? 0];
  expect(all.filter(isAlive)).toEqual(all);
  await product.stop();
  await isGone(product.pid, ...all);
});
