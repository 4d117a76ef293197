import type { Changed } from '#lib/contracts/live.ts';
import { log } from '#lib/server/log.ts';
import { database } from '#lib/storage/database.ts';
import { notices } from '#lib/storage/wake.ts';
import { runChannel } from './run-channel.ts';

/** The database's channel on which web processes tell one another what changed: `{workspaceId, what}`. */
export const changedChannel = 'countersign_changed';

/**
 * Tells every web process that pages of a workspace show something old. After the commit; a lost notice is only a
 * page that reads later (pages read again when they join).
 */
export async function notifyChanged(workspaceId: string, what: readonly Changed[]): Promise<void> {
  await database()
    .pool.query('SELECT pg_notify($1, $2)', [changedChannel, JSON.stringify({ workspaceId, what })])
    .catch((error: unknown) => log().warn({ err: error }, 'A change could not be announced'));
}

/** Tells every web process that runs have new events, so that whoever looks at one sees them at once. Like above. */
export async function notifyRuns(runs: readonly { runId: string; workspaceId: string; seq: number }[]): Promise<void> {
  await database()
    .pool.query('SELECT pg_notify($1, t.payload) FROM unnest($2::text[]) AS t(payload)', [
      runChannel,
      notices(runs, []),
    ])
    .catch((error: unknown) => log().warn({ err: error }, 'Runs could not be announced'));
}
