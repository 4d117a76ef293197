import pg from 'pg';
import type { Append, AppendResult, RunStore } from '#lib/engine/ports.ts';
import { type AppendLimits, AppendQueue, appendLimits } from './append.ts';
import { loadGiven, reloadRun } from './claim.ts';
import { claimTogether } from './claim-together.ts';
import { holdersOf, readInbox, stirredRuns } from './inbox.ts';
import { PayloadStore } from './payloads.ts';
import { postCommands } from './post.ts';
import { type PreparedChange, prepareChange } from './prepare.ts';
import { releaseRun } from './release.ts';
import { dueSnapshot, type Snapshot, writeSnapshot } from './snapshots.ts';

export type RunStoreOptions = {
  /** The process's pool, for everything but the flushes. */
  pool: pg.Pool;
  /** The same database, for the flushes' own two connections. */
  url: string;
  limits?: Partial<AppendLimits>;
  /** Told after each flush which runs moved, for the doorbells of pages and workers. */
  onMoved?: (runs: { runId: string; workspaceId: string; seq: number }[]) => void;
  /** A snapshot could not be written: only a cache, so that nobody waits for it. */
  onSnapshotError?: (error: Error) => void;
};

export type PostgresRunStore = RunStore & {
  /** Appends not yet answered: above some depth a worker stops claiming runs. */
  depth(): number;
  /** Waits for the appends under way, then ends the flushes' connections. */
  close(): Promise<void>;
};

/**
 * A flush joins a few hundred rows at most to tables of any size: planned once by index, whatever the tables' size was
 * when the connection was opened (on an empty database the planner would settle on reading whole tables).
 */
const flushSettings = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off';

/** The engine's store on Postgres. */
export function createRunStore({
  pool,
  url,
  limits = {},
  onMoved = () => {},
  onSnapshotError = () => {},
}: RunStoreOptions): PostgresRunStore {
  const bounds = { ...appendLimits, ...limits };
  const flushes = new pg.Pool({
    connectionString: url,
    max: bounds.inFlight,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
    application_name: 'countersign flush',
    options: flushSettings,
    keepAlive: true,
  });
  flushes.on('error', () => {});
  const queue = new AppendQueue(flushes, bounds, (changes: readonly PreparedChange[]) =>
    onMoved(changes.map(({ runId, workspaceId, seq }) => ({ runId, workspaceId, seq }))),
  );
  const payloads = new PayloadStore(pool);

  async function append(request: Append): Promise<AppendResult> {
    let change: PreparedChange;
    let snapshot: Snapshot | null;
    try {
      change = prepareChange({ ...request, sessionId: request.session.id });
      snapshot = dueSnapshot(request.state, request.version, request.release);
    } catch (error) {
      return { ok: false, reason: 'data', error: error instanceof Error ? error : new Error(String(error)) };
    }
    const result = await queue.push(change);
    if (result.ok && snapshot) writeSnapshot(pool, snapshot).catch(onSnapshotError);
    return result;
  }

  return {
    append,
    claim: claimTogether(pool),
    load: (request) => loadGiven(pool, request),
    reload: (request) => reloadRun(pool, request),
    release: (request) => releaseRun(pool, request),
    inbox: ({ runId }) => readInbox(pool, runId),
    stirred: (request) => stirredRuns(pool, request),
    post: (postings) => postCommands(pool, postings),
    holders: ({ runIds }) => holdersOf(pool, runIds),
    payloads: (request) => payloads.read(request),
    keepPayloads: (request) => payloads.keep(request),
    depth: () => queue.depth,
    async close() {
      await queue.drain();
      await flushes.end();
    },
  };
}
