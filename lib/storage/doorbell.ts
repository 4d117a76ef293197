import type { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import type { Doorbell } from '#lib/engine/ports.ts';
import { jobSchema } from './grants.ts';

/** A job says "look at this run"; the run's state is in its own tables. */
const lookQueue = 'look';
/** What is said to one worker, to all of a pool, or to all. */
const channel = 'countersign_workers';

type Spoken = { session: string; runId: string } | { pool: string } | { queued: true };

export type DoorbellOptions = {
  url: string;
  pool: Pool;
  /** Workers also look after the queue (old jobs, jobs of dead workers). */
  keepsHouse?: boolean;
  onError?: (error: unknown) => void;
};

/**
 * The bell on pg-boss: rings are jobs, delivered within milliseconds by LISTEN/NOTIFY and at the latest by polling.
 * A worker takes a ring off only after it has looked, so that one that dies on the way leaves it for the next. Rings
 * are never deduplicated against one that is being answered: what it saw may be older than what rang again.
 */
export async function openDoorbell({
  url,
  pool,
  keepsHouse = false,
  onError = () => {},
}: DoorbellOptions): Promise<Doorbell> {
  const boss = new PgBoss({
    connectionString: url,
    schema: jobSchema,
    createSchema: false,
    application_name: 'countersign doorbell',
    max: 3,
    schedule: false,
    supervise: keepsHouse,
    maintenanceIntervalSeconds: 60,
    useListenNotify: keepsHouse,
    monitorVacuum: false,
  });
  boss.on('error', onError);
  await boss.start();
  await boss.createQueue(lookQueue, {
    notify: true,
    // Looking takes milliseconds; whoever needs longer is gone, and another shall look.
    expireInSeconds: 30,
    retryLimit: 2,
    retentionSeconds: 3600,
    deleteAfterSeconds: 1,
  });
  let ears: { close(): Promise<void> } | null = null;
  let work: string | null = null;

  const jobs = (runIds: string[]) => [...new Set(runIds)].map((runId) => ({ data: { runId } }));
  const say = async (spoken: Spoken) => {
    await pool.query({ name: 'say', text: 'select pg_notify($1, $2)', values: [channel, JSON.stringify(spoken)] });
  };
  const hangUp = async () => {
    if (work !== null) await boss.offWork(lookQueue, { id: work });
    await ears?.close();
    work = null;
    ears = null;
  };

  return {
    async ring(runIds) {
      if (runIds.length > 0) await boss.insert(lookQueue, jobs(runIds));
    },
    nudge: ({ runId, session }) => say({ runId, session }),
    callPool: (name) => say({ pool: name }),
    callQueued: () => say({ queued: true }),
    async listen({ session, pools, look, nudged, poolCalled, queuedCalled }) {
      await hangUp();
      const heard = (text: string) => {
        const spoken = JSON.parse(text) as Spoken;
        if ('pool' in spoken) {
          if (pools.includes(spoken.pool)) poolCalled(spoken.pool);
        } else if ('queued' in spoken) queuedCalled();
        else if (spoken.session === session) nudged(spoken.runId);
      };
      // Whatever was said while the line was down is found by the sweep.
      ears = (await boss.getDb().listen?.(channel, heard, () => {})) ?? null;
      work = await boss.work<{ runId: string }>(
        lookQueue,
        {
          batchSize: 50,
          burstWhenBatchFull: true,
          localConcurrency: 2,
          pollingIntervalSeconds: 1,
          notifyPollingIntervalSeconds: 5,
        },
        async (batch) => {
          await Promise.all(batch.map(({ data }) => look(data.runId)));
        },
      );
    },
    async close() {
      await hangUp().catch(onError);
      await boss.stop({ graceful: false });
    },
  };
}
