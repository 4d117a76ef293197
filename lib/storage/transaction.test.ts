import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/database.ts';
import { inTransaction } from './transaction.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

test('a connection that is cut between two statements fails its transaction, and nothing else', async () => {
  const cut = inTransaction(db.pool, async (tx) => {
    const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    const gone = new Promise((end) => tx.once('end', () => end(null)));
    await db.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await gone;
    await tx.query('select 1');
  });
  await expect(cut).rejects.toThrow();
  expect((await db.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});
