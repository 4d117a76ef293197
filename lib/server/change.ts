import type { Changed } from '#lib/contracts/live.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { forgetIdentities } from '#lib/server/auth/identify.ts';
import { notifyChanged } from '#lib/server/realtime/notify.ts';
import { database } from '#lib/storage/database.ts';
import { transaction as inTransaction, type Tx } from '#lib/storage/tx.ts';

export type { Tx };

/** Runs `fn` in one transaction on one connection of the process's database. */
export const transaction = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(database().pool, fn);

/**
 * A caller's change: what `fn` does, its entry in the record and the answer kept for the call's Idempotency-Key are one
 * transaction. Afterwards the pages that show it are told (`changed`; the record always).
 */
export async function change<T>(
  caller: Pick<Caller, 'once' | 'workspace'>,
  fn: (tx: Tx) => Promise<T>,
  changed: readonly Changed[] = [],
): Promise<T> {
  const answer = await transaction(async (tx) => {
    const made = await fn(tx);
    await caller.once?.keep(tx, made);
    return made;
  });
  // Access is decided from what was just changed; other processes follow within 2 s.
  if (changed.includes('people')) forgetIdentities();
  await notifyChanged(caller.workspace.id, [...changed, 'record']);
  return answer;
}
