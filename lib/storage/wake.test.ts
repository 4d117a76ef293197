import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/database.ts';
import { createWakes, notices, wakeChannel } from './wake.ts';

let db: TestDatabase;
let ear: pg.Client;
const heard: string[] = [];
beforeAll(async () => {
  db = await freshDatabase();
  ear = new pg.Client({ connectionString: db.url });
  await ear.connect();
  ear.on('notification', ({ payload }) => heard.push(payload ?? ''));
  await ear.query(`listen ${wakeChannel}`);
});
afterAll(async () => {
  await ear.end();
  await db.drop();
});

test('tells of every run that moved, with its last seq, in few notices', async () => {
  const wakes = createWakes({ pool: db.pool, pauseMs: 1 });
  for (let seq = 1; seq <= 100; seq++) wakes.moved([{ runId: 'run_1', workspaceId: 'ws', seq }]);
  wakes.printed([{ runId: 'run_2' }]);
  await wakes.close();
  await ear.query('select 1');
  const told = heard.map((text) => JSON.parse(text));
  expect(told.length).toBeLessThan(4);
  expect(told.flatMap(({ runs }) => runs).at(-1)).toEqual(['ws', 'run_1', 100]);
  expect(told.flatMap(({ logs }) => logs)).toEqual(['run_2']);
});

test('keeps each notice below what the database takes', () => {
  const runs = Array.from({ length: 1000 }, (_, index) => ({
    runId: `run_${index}`,
    workspaceId: 'w'.repeat(36),
    seq: 1,
  }));
  const payloads = notices(runs, ['run_x']);
  for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThan(8000);
  expect(payloads.flatMap((payload) => JSON.parse(payload).runs)).toHaveLength(1000);
});

test('still tells after it was given nothing to tell', async () => {
  const wakes = createWakes({ pool: db.pool, pauseMs: 1 });
  wakes.moved([]);
  wakes.printed([]);
  wakes.moved([{ runId: 'run_3', workspaceId: 'ws', seq: 1 }]);
  await wakes.close();
  await ear.query('select 1');
  expect(heard.some((text) => text.includes('run_3'))).toBe(true);
});
