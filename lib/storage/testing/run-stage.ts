import type { WorkerSession } from '#lib/engine/ports.ts';
import { freshDatabase } from '../../../test/database.ts';
import { createRunStore } from '../engine/run-store.ts';
import { createSessions } from '../engine/sessions.ts';
import { makeWorkflow } from './held-run.ts';

export type RunStage = Awaited<ReturnType<typeof openRunStage>>;

/** A database with a store of runs, a workflow for them, and sessions of workers that outlast any test. */
export async function openRunStage({ workers }: { workers: number }) {
  const db = await freshDatabase();
  const store = createRunStore({ pool: db.pool, url: db.url });
  const workflowId = await makeWorkflow(db.pool);
  const open = createSessions({ pool: db.pool, leaseMs: 3_600_000 });
  const sessions: WorkerSession[] = [];
  for (let pid = 0; pid < workers; pid++)
    sessions.push(await open.open({ host: 'h', pid, pools: ['default'], slots: 1 }));
  const close = async () => {
    await store.close();
    await db.drop();
  };
  return { db, store, workflowId, sessions, close };
}
