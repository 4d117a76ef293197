import type { Pool, PoolClient } from 'pg';

/** Runs `fn` inside one transaction on one connection. A connection that cannot even roll back is thrown away. */
export async function inTransaction<T>(pool: Pool, fn: (connection: PoolClient) => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  let broken: Error | undefined;
  try {
    await connection.query('begin');
    const answer = await fn(connection);
    await connection.query('commit');
    return answer;
  } catch (error) {
    await connection.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    connection.release(broken);
  }
}

type Answers<Parts extends readonly unknown[]> = { [Index in keyof Parts]: Awaited<Parts[Index]> };

/**
 * Parts of a transaction that do not wait for each other: what they say first goes out in one round trip, in the order
 * given. Waits for all of them, then rejects as the first that did: one that went on alone would write behind the rollback.
 */
export async function together<const Parts extends readonly Promise<unknown>[]>(
  ...parts: Parts
): Promise<Answers<Parts>> {
  await Promise.allSettled(parts);
  return (await Promise.all(parts)) as Answers<Parts>;
}
