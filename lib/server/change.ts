import type { Caller } from '#lib/server/auth/caller.ts';
import { database } from '#lib/storage/database.ts';

/** One transaction on one connection; the shape that lib/storage's transactions have. */
export interface Tx {
  query<Row extends Record<string, unknown>>(
    text: string,
    values?: unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
}

export async function transaction<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await database().pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const answer = await fn(client);
    await client.query('COMMIT');
    return answer;
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * A caller's change: what `fn` does, its entry in the record and the answer kept for the call's Idempotency-Key are one
 * transaction.
 */
export function change<T>(caller: Pick<Caller, 'once'>, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction(async (tx) => {
    const answer = await fn(tx);
    await caller.once?.keep(tx, answer);
    return answer;
  });
}
