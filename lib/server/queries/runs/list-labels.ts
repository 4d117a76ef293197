import type { z } from 'zod';
import type { ListOf } from '#lib/contracts/list.ts';
import type { RunLabel, runLabelsQuery } from '#lib/contracts/run.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { containing } from '../like.ts';

/** Runs looked at, from the newest: what is offered stays what people use, and costs the same however many there are. */
const newest = 5000;

/** Labels of the workspace's newest runs, most used first. An older one can still be asked for; it is only not offered. */
export async function listLabels(
  caller: Identity,
  { text, limit }: z.output<typeof runLabelsQuery>,
): Promise<ListOf<RunLabel>> {
  authorize(caller, 'run.read');
  const { rows } = await database().pool.query<RunLabel>({
    name: 'run_labels',
    text: `SELECT label, count(*)::int AS runs
      FROM (SELECT labels FROM run WHERE workspace_id = $1 ORDER BY queued_at DESC LIMIT $2) r, unnest(r.labels) label
      WHERE label ILIKE $3 GROUP BY label ORDER BY runs DESC, label LIMIT $4`,
    values: [caller.workspace.id, newest, containing(text ?? ''), limit],
  });
  return { items: rows, nextCursor: null };
}
