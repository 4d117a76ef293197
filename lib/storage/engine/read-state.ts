import { parseRunEvent, type RunEvent } from '#lib/domain/run/event.ts';
import { fold } from '#lib/domain/run/evolve.ts';
import { fromSnapshot } from '#lib/domain/run/snapshot.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Queryable } from './queryable.ts';

type EventRow = { seq: number; at: string; type: string; data: unknown };

/** Events of a run after `after` up to `upTo`, in order; at most `limit`. */
export async function readEvents(
  connection: Queryable,
  request: { runId: string; after: number; upTo?: number; limit?: number },
): Promise<RunEvent[]> {
  const { rows } = await connection.query<EventRow>({
    name: 'read_events',
    text: `select seq, extract(epoch from at) * 1000 as at, type, data from run_event
      where run_id = $1 and seq > $2 and seq <= $3 order by seq limit $4`,
    values: [request.runId, request.after, request.upTo ?? 2 ** 31 - 1, request.limit ?? null],
  });
  return rows.map(eventOf);
}

/** Events that name one step, in order. Reads through the run's whole history: for who looks at one step. */
export async function readStepEvents(
  connection: Queryable,
  { runId, step }: { runId: string; step: string },
): Promise<RunEvent[]> {
  const { rows } = await connection.query<EventRow>(
    `select seq, extract(epoch from at) * 1000 as at, type, data from run_event
     where run_id = $1 and (data ->> 'step' = $2 or (type = 'steps.reset' and data -> 'steps' ? $2)) order by seq`,
    [runId, step],
  );
  return rows.map(eventOf);
}

/**
 * The state at `version`: the newest usable snapshot and the events after it. Events never change, so that no
 * transaction is needed around the reads. Null when the run has none.
 */
export async function readState(
  connection: Queryable,
  { runId, version }: { runId: string; version: number },
): Promise<RunState | null> {
  const snapshot = await readSnapshot(connection, runId, version);
  return whole(
    runId,
    version,
    fold(await readEvents(connection, { runId, after: snapshot?.seq ?? 0, upTo: version }), snapshot),
  );
}

/**
 * States of many runs: short histories come with one statement, longer ones one by one. What cannot be read stands there
 * as its error; a run without events is missing.
 */
export async function readStates(
  connection: Queryable,
  runs: readonly { runId: string; version: number }[],
): Promise<Map<string, RunState | Error>> {
  const states = new Map<string, RunState | Error>();
  const note = async (runId: string, read: () => Promise<RunState | null> | RunState | null) => {
    try {
      const state = await read();
      if (state) states.set(runId, state);
    } catch (error) {
      states.set(runId, error instanceof Error ? error : new Error(String(error)));
    }
  };
  const short = runs.filter(({ version }) => version < shortHistory);
  const events = await readShort(
    connection,
    short.map(({ runId }) => runId),
  );
  for (const { runId, version } of short) {
    const rows = (events.get(runId) ?? []).filter(({ seq }) => seq <= version);
    await note(runId, () => whole(runId, version, fold(rows.map(eventOf), null)));
  }
  for (const run of runs) if (run.version >= shortHistory) await note(run.runId, () => readState(connection, run));
  return states;
}

async function readShort(connection: Queryable, runIds: readonly string[]): Promise<Map<string, EventRow[]>> {
  if (runIds.length === 0) return new Map();
  const { rows } = await connection.query<EventRow & { run: string }>({
    name: 'read_short_histories',
    text: `select run_id as run, seq, extract(epoch from at) * 1000 as at, type, data from run_event
      where run_id = any($1::text[]) order by run_id, seq`,
    values: [runIds],
  });
  return Map.groupBy(rows, ({ run }) => run);
}

const eventOf = ({ seq, at, type, data }: EventRow): RunEvent =>
  parseRunEvent({ seq, at: Math.round(Number(at)), type, data });

function whole(runId: string, version: number, state: RunState | null): RunState | null {
  if (state && state.seq !== version)
    throw new Error(`run ${runId} is at ${version} but its events end at ${state.seq}`);
  return state;
}

/** A snapshot is only a cache: one that cannot be read counts as none. */
async function readSnapshot(connection: Queryable, runId: string, version: number): Promise<RunState | null> {
  // Short histories fold faster than a snapshot is fetched.
  if (version < shortHistory) return null;
  const { rows } = await connection.query<{ state: Json }>({
    name: 'read_snapshot',
    text: 'select state from run_snapshot where run_id = $1 and seq <= $2',
    values: [runId, version],
  });
  try {
    return rows[0] ? fromSnapshot(rows[0].state) : null;
  } catch {
    return null;
  }
}

/** Below this many events no snapshot is written or read. */
export const shortHistory = 100;
