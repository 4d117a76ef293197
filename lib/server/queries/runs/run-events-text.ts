import type { z } from 'zod';
import type { runEventsQuery } from '#lib/contracts/run-event.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { Recent } from '#lib/server/recent.ts';
import { eventTexts } from './event-texts.ts';
import { findRun } from './find-run.ts';

/** Lists as they were sent, in characters: of two hundred pages that read the same one each would make its own. */
const kept = new Recent<string>(4 * 1024 * 1024);

/** What happened in a run after a seq, in order, as JSON text of a list. `nextCursor` is the next page's `after`. */
export async function runEventsText(
  caller: Identity,
  id: string,
  { after, limit }: z.output<typeof runEventsQuery>,
): Promise<string> {
  authorize(caller, 'run.read');
  const run = await findRun(caller, id);
  const texts = await eventTexts(run, { after, limit });
  const last = after + texts.length;
  const nextCursor = last < run.version ? `"${last}"` : 'null';
  const key = `${run.id} ${after} ${last} ${nextCursor}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const text = `{"items":[${texts.join()}],"nextCursor":${nextCursor}}`;
  kept.set(key, text, text.length);
  return text;
}
