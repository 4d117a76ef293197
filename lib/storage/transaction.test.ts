import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/database.ts';
import { inTransaction, together } from './transaction.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
  await db.pool.query('INSERT INTO run_counter (workflow_id, last) VALUES ($1, 0)', ['counted']);
});
afterAll(() => db.drop());

const count = async () =>
  (await db.pool.query<{ last: number }>('SELECT last FROM run_counter WHERE workflow_id = $1', ['counted'])).rows[0]
    ?.last;

test('parts that wait for nothing are answered in their order, and are one transaction', async () => {
  const answers = await inTransaction(db.pool, (tx) =>
    together(
      tx.query('UPDATE run_counter SET last = last + 1 RETURNING last'),
      tx.query('UPDATE run_counter SET last = last * 10 RETURNING last'),
    ),
  );
  expect(answers.map(({ rows }) => rows[0].last)).toEqual([1, 10]);
  expect(await count()).toBe(10);
});

test('a part that goes on after another one failed writes nothing that stays', async () => {
  const before = await count();
  const done: string[] = [];
  const failing = inTransaction(db.pool, (tx) =>
    together(
      Promise.reject(new RangeError('too deep')),
      (async () => {
        for (const each of ['one', 'two', 'three']) {
          await tx.query('UPDATE run_counter SET last = last + 1');
          done.push(each);
        }
      })(),
    ),
  );
  await expect(failing).rejects.toThrow(RangeError);
  expect(done).toEqual(['one', 'two', 'three']);
  expect(await count()).toBe(before);
});

test('what the database refuses first is what the transaction fails with', async () => {
  const failing = inTransaction(db.pool, (tx) =>
    together(tx.query('SELECT 1/0'), tx.query('UPDATE run_counter SET last = 99')),
  );
  await expect(failing).rejects.toThrow('division by zero');
  expect(await count()).not.toBe(99);
});
