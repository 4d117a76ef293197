import { cleanJsonText } from '#lib/domain/run/clean.ts';
import type { MachineCommand } from '#lib/domain/run/command.ts';
import { endedRunStatuses } from '#lib/domain/run/status.ts';
import { maxDepth } from '#lib/domain/workflow/json.ts';
import type { Posting } from '#lib/engine/ports.ts';
import type { Queryable } from './queryable.ts';

/** A command as its inbox row keeps it. Throws RangeError when it nests too deep. */
export const commandText = (command: MachineCommand) => cleanJsonText(command, maxDepth + 20);

/**
 * Leaves commands for runs; the same origin once while its row is there (later ones are stale to the run itself). Ended
 * runs get none. Sorted, so that two posters of the same rows wait for each other in one order.
 */
export async function postCommands(connection: Queryable, postings: readonly Posting[]): Promise<void> {
  if (postings.length === 0) return;
  await connection.query({
    name: 'post_commands',
    text: `insert into run_inbox (run_id, origin_id, command)
      select t.run_id, t.origin_id, t.command
      from unnest($1::text[], $2::text[], $3::jsonb[]) with ordinality as t(run_id, origin_id, command, n)
      where exists (select 1 from run r where r.id = t.run_id and r.status <> all($4))
      order by t.run_id, t.n on conflict do nothing`,
    values: [
      postings.map(({ runId }) => runId),
      postings.map(({ originId }) => originId),
      postings.map(({ command }) => commandText(command)),
      endedRunStatuses,
    ],
  });
}
