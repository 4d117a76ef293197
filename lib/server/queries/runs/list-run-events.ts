import type { z } from 'zod';
import type { ListOf } from '#lib/contracts/list.ts';
import type { RunEventView, runEventsQuery } from '#lib/contracts/run-event.ts';
import { eventView } from '#lib/contracts/run-view/event-view.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { readEvents } from '#lib/storage/engine/read-state.ts';
import { findRun } from './find-run.ts';

/** What happened in a run after a seq, in order. `nextCursor` is the next page's `after`. */
export async function listRunEvents(
  caller: Identity,
  id: string,
  { after, limit }: z.output<typeof runEventsQuery>,
): Promise<ListOf<RunEventView>> {
  authorize(caller, 'run.read');
  const run = await findRun(caller, id);
  const events = await readEvents(database().pool, { runId: run.id, after, limit: limit + 1 });
  const shown = events.slice(0, limit);
  return { items: shown.map(eventView), nextCursor: events.length > limit ? String(shown.at(-1)!.seq) : null };
}
