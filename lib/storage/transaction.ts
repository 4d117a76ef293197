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
