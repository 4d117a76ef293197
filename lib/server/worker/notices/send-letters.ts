import type { Pool } from 'pg';
import { readersOf } from '#lib/domain/gate/readers.ts';
import { serverConfig } from '#lib/server/config.ts';
import { digestLetter, type GateNews, gateLetter } from '#lib/server/mail/gate-letters.ts';
import { postMail } from '#lib/server/mail/post-mail.ts';
import { type Delivery, drop, noteFailure, noteSent, takeLetters } from './delivery.ts';
import { readersIn, type WorkspaceReaders } from './workspace-readers.ts';

/** Writes to the people for whom something is due, one letter each; answers how many notices that were. */
export async function sendLetters(pool: Pool): Promise<number> {
  const deliveries = await takeLetters(pool);
  if (deliveries.length === 0) return 0;
  const workspaces = await readersIn(
    pool,
    deliveries.map(({ workspaceId }) => workspaceId),
  );
  const people = Map.groupBy(deliveries, ({ memberId }) => memberId);
  await Promise.all(
    [...people.values()].map((theirs) => sendOne(pool, theirs, workspaces.get(theirs[0]!.workspaceId))),
  );
  return deliveries.length;
}

async function sendOne(
  pool: Pool,
  theirs: readonly Delivery[],
  workspace: WorkspaceReaders | undefined,
): Promise<void> {
  const member = workspace?.members.find(({ id }) => id === theirs[0]!.memberId);
  // Rights, groups and votes may have changed since it was addressed.
  const isStill = (delivery: Delivery) =>
    member?.wantsMail && readersOf(delivery, delivery.gate, [member], workspace!.selfApproval).length > 0;
  const [wanted, gone] = [theirs.filter(isStill), theirs.filter((delivery) => !isStill(delivery))];
  await drop({ pool, deliveries: gone });
  const [first, ...more] = wanted;
  if (!member || !first) return;
  const news = (delivery: Delivery): GateNews => ({
    about: delivery.about,
    gate: delivery.gate,
    workspace: workspace!.name,
    timeZone: member.timeZone,
    url: serverConfig().url,
  });
  const letter = more.length === 0 ? gateLetter(news(first)) : digestLetter([news(first), ...more.map(news)]);
  const id = `notice-${first.id}${more.length === 0 ? '' : `-and-${more.length}`}`;
  const posted = await postMail([member.email], letter, { id });
  const ends = { pool, deliveries: wanted };
  await (posted.ok ? noteSent(ends) : noteFailure({ ...ends, error: posted.fault.message }));
}
