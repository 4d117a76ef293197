import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { RunView } from '#lib/contracts/run.ts';
import { type OpenWorker, openWorker } from '#lib/server/worker/open-worker.ts';
import { openApi, type TestAnswer, type TestApi, type TestPerson } from './api.ts';

/** The HTTP API with a worker behind it, on one database: what a person can do from the outside. */
export interface TestProduct {
  api: TestApi;
  worker: OpenWorker;
  /** Makes and publishes a workflow; answers its id. */
  workflow(as: TestPerson, steps: unknown[], more?: object): Promise<string>;
  /** Starts a run and lets it go as far as it can; answers its id. */
  start(as: TestPerson, workflow: string, body?: unknown): Promise<string>;
  run(as: TestPerson, id: string): Promise<RunView>;
  /** Waits for a run to be as asked. */
  until(as: TestPerson, id: string, asked: (run: RunView) => boolean): Promise<RunView>;
  /** Waits for the run's open gate and answers it as this person sees it. */
  gate(as: TestPerson, run: string): Promise<ApprovalView>;
  decide(as: TestPerson, gate: Pick<ApprovalView, 'id' | 'digest'>, decision: object): Promise<TestAnswer>;
  close(): Promise<void>;
}

/** Opens it in `beforeAll`; `close()` it in `afterAll`. */
export async function openProduct(): Promise<TestProduct> {
  const dataDir = mkdtempSync(join(tmpdir(), 'product-test-'));
  process.env.COUNTERSIGN_DATA_DIR = dataDir;
  const api = await openApi();
  const errors: unknown[] = [];
  const worker = await openWorker({
    database: api.db,
    pools: ['default'],
    slots: 2,
    dataDir,
    maxConcurrentRuns: 100,
    maxConcurrentSteps: 100,
    defaultRunTimeoutMs: null,
    limits: { memoryBytes: null, cpuMs: null, fileBytes: null },
    onError: (error) => errors.push(error),
  });
  const ok = (answer: TestAnswer) => {
    if (answer.status >= 400) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const product: TestProduct = {
    api,
    worker,
    async workflow(as, steps, more = {}) {
      const { id, version, findings } = ok(
        await api.call('POST', '/api/v1/workflows', { as, body: { spec: { name: 'release', steps, ...more } } }),
      );
      if (version === null) throw new Error(JSON.stringify(findings));
      return id;
    },
    async start(as, workflow, body = {}) {
      const { id } = ok(await api.call('POST', `/api/v1/workflows/${workflow}/runs`, { as, body }));
      await worker.worker.look(id);
      return id;
    },
    run: async (as, id) => ok(await api.call('GET', `/api/v1/runs/${id}`, { as })),
    async until(as, id, asked) {
      const end = Date.now() + 15_000;
      for (;;) {
        const run = await product.run(as, id);
        if (asked(run)) return run;
        if (Date.now() > end) throw new Error(`run is ${run.status}: ${run.sentence} ${errors.join('\n')}`);
        await worker.worker.look(id);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async gate(as, run) {
      await product.until(as, run, ({ steps }) => steps.some((step) => step.gate !== null));
      const { items } = ok(await api.call('GET', `/api/v1/approvals?runId=${run}`, { as }));
      return ok(await api.call('GET', `/api/v1/approvals/${items[0].id}`, { as }));
    },
    decide: (as, { id, digest }, decision) =>
      api.call('POST', `/api/v1/approvals/${id}/decisions`, { as, body: { digest, ...decision } }),
    async close() {
      await worker.close({ graceMs: 0 });
      await api.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return product;
}
