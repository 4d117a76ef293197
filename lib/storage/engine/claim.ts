import { runFormat } from '#lib/domain/run/event.ts';
import { endedRunStatuses } from '#lib/domain/run/status.ts';
import type { HeldRun, WorkerSession } from '#lib/engine/ports.ts';
import { sessionLives } from './flush-statement.ts';
import { readInbox } from './inbox.ts';
import type { Queryable } from './queryable.ts';
import { readState } from './read-state.ts';

type ClaimedRow = { workspace_id: string; epoch: number; version: number; now: string };

/**
 * Takes an admitted run: a free one, one handed to this session, or one whose holder's session is dead. One statement
 * compares and sets, so that of two claimers one wins; the bumped epoch fences whoever held it before.
 */
export async function claimRun(
  connection: Queryable,
  { runId, session }: { runId: string; session: WorkerSession },
): Promise<HeldRun | null> {
  const { rows } = await connection.query<ClaimedRow>({
    name: 'claim_run',
    text: `update run r set epoch = r.epoch + 1, session_id = $2, wanted = true
      where r.id = $1 and r.admitted_at is not null and r.status <> all($3) and r.format <= $4
        and (r.session_id is null or r.session_id = $2 or not ${sessionLives('r.session_id')})
        and ${sessionLives('$2')}
      returning r.workspace_id, r.epoch, r.version, extract(epoch from clock_timestamp()) * 1000 as now`,
    values: [runId, session.id, endedRunStatuses, runFormat],
  });
  const row = rows[0];
  if (!row) return null;
  try {
    return await loadHeld(connection, runId, row);
  } catch (error) {
    // A history that cannot be read must not come round each second for ever.
    await connection.query(
      'update run set session_id = null, wanted = false where id = $1 and epoch = $2 and session_id = $3',
      [runId, row.epoch, session.id],
    );
    throw error;
  }
}

/** Reads a held run again; null when the epoch or the session is no longer its holder's. */
export async function reloadRun(
  connection: Queryable,
  { runId, session, epoch }: { runId: string; session: WorkerSession; epoch: number },
): Promise<HeldRun | null> {
  const { rows } = await connection.query<ClaimedRow>({
    name: 'reload_run',
    text: `select r.workspace_id, r.epoch, r.version, extract(epoch from clock_timestamp()) * 1000 as now from run r
      where r.id = $1 and r.epoch = $2 and r.session_id = $3 and ${sessionLives('r.session_id')}`,
    values: [runId, epoch, session.id],
  });
  return rows[0] ? loadHeld(connection, runId, rows[0]) : null;
}

async function loadHeld(connection: Queryable, runId: string, row: ClaimedRow): Promise<HeldRun | null> {
  const state = await readState(connection, { runId, version: row.version });
  if (!state) throw new Error(`run ${runId} has no events`);
  const { items } = await readInbox(connection, runId);
  return {
    runId,
    workspaceId: row.workspace_id,
    epoch: row.epoch,
    state,
    inbox: items,
    now: Math.floor(Number(row.now)),
  };
}
