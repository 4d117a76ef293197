import { runFormat } from '#lib/domain/run/event.ts';
import { endedRunStatuses } from '#lib/domain/run/status.ts';
import type { GivenRun, HeldRun, WorkerSession } from '#lib/engine/ports.ts';
import { sessionLives } from './flush-statement.ts';
import { readInboxes } from './inbox.ts';
import type { Queryable } from './queryable.ts';
import { readStates } from './read-state.ts';

/** What `givenColumns` answer. */
export type ClaimedRow = { id: string; workspace_id: string; epoch: number; version: number; now: string };

/** A run that was taken, or why it could not be read; runs that are not there to be taken are missing. */
export type Claimed = Map<string, HeldRun | Error>;

/**
 * Takes admitted runs: free ones, ones handed to this session, or ones whose holder's session is dead. One statement
 * compares and sets, so that of two claimers one wins; the bumped epoch fences whoever held a run before. Many at once
 * cost the turns of one: of runs with a few steps the taking is most of the work.
 */
export async function claimRuns(
  connection: Queryable,
  { runIds, session }: { runIds: readonly string[]; session: WorkerSession },
): Promise<Claimed> {
  const { rows } = await connection.query<ClaimedRow>({
    name: 'claim_runs',
    // In one order, so that two who take the same runs wait for each other and never both.
    text: `with mine as (
        select r.id from run r
        where r.id = any($1::text[]) and r.admitted_at is not null and r.status <> all($3) and r.format <= $4
          and (r.session_id is null or r.session_id = $2 or not ${sessionLives('r.session_id')})
          and ${sessionLives('$2')}
        order by r.id for no key update
      )
      update run r set epoch = r.epoch + 1, session_id = $2, wanted = true from mine where r.id = mine.id
      returning ${givenColumns}`,
    values: [runIds, session.id, endedRunStatuses, runFormat],
  });
  return loadGiven(connection, { runs: rows.map(givenRun), session });
}

/** Loads runs that this session holds already. A history that cannot be read must not come round each second for ever. */
export async function loadGiven(
  connection: Queryable,
  { runs, session }: { runs: readonly GivenRun[]; session: WorkerSession },
): Promise<Claimed> {
  const held = await loadHeld(connection, runs);
  for (const { runId, epoch } of runs) {
    if (!(held.get(runId) instanceof Error)) continue;
    await connection.query(
      'update run set session_id = null, wanted = false where id = $1 and epoch = $2 and session_id = $3',
      [runId, epoch, session.id],
    );
  }
  return held;
}

/** Columns of a run that was given to somebody, by the statement that did it; of the table `r`. */
export const givenColumns =
  'r.id, r.workspace_id, r.epoch, r.version, extract(epoch from clock_timestamp()) * 1000 as now';

export const givenRun = (row: ClaimedRow): GivenRun => ({
  runId: row.id,
  workspaceId: row.workspace_id,
  epoch: row.epoch,
  version: row.version,
  now: Math.floor(Number(row.now)),
});

/** Reads a held run again; null when the epoch or the session is no longer its holder's. */
export async function reloadRun(
  connection: Queryable,
  { runId, session, epoch }: { runId: string; session: WorkerSession; epoch: number },
): Promise<HeldRun | null> {
  const { rows } = await connection.query<ClaimedRow>({
    name: 'reload_run',
    text: `select ${givenColumns} from run r
      where r.id = $1 and r.epoch = $2 and r.session_id = $3 and ${sessionLives('r.session_id')}`,
    values: [runId, epoch, session.id],
  });
  const held = (await loadHeld(connection, rows.map(givenRun))).get(runId) ?? null;
  if (held instanceof Error) throw held;
  return held;
}

async function loadHeld(connection: Queryable, runs: readonly GivenRun[]): Promise<Claimed> {
  if (runs.length === 0) return new Map();
  const [states, inboxes] = await Promise.all([
    readStates(connection, runs),
    readInboxes(
      connection,
      runs.map(({ runId }) => runId),
    ),
  ]);
  return new Map(
    runs.map(({ version: _, ...given }): [string, HeldRun | Error] => {
      const state = states.get(given.runId) ?? new Error(`run ${given.runId} has no events`);
      if (state instanceof Error) return [given.runId, state];
      return [given.runId, { ...given, state, inbox: inboxes.get(given.runId)?.items ?? [] }];
    }),
  );
}
