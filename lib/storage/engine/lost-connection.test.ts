import { connect, createServer, type Server, type Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/database.ts';
import { chainOf, HeldTestRun, letIn, makeWorkflow, startRun } from '../testing/held-run.ts';
import { readEvents } from './read-state.ts';
import { createRunStore, type PostgresRunStore } from './run-store.ts';
import { createSessions } from './sessions.ts';

/** A wire to the database that can be cut after a question went through and before its answer came back. */
class Wire {
  #server: Server;
  #sockets = new Set<Socket>();
  /** Bytes of the next answers are dropped and the connection is ended. */
  cutAnswers = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async to(port: number): Promise<Wire & { port: number }> {
    const server = createServer();
    const wire = new Wire(server);
    server.on('connection', (near) => {
      const far = connect(port, '127.0.0.1');
      for (const socket of [near, far]) {
        wire.#sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          near.destroy();
          far.destroy();
        });
      }
      near.on('data', (bytes) => far.write(bytes));
      far.on('data', (bytes) => {
        if (wire.cutAnswers) {
          wire.cutAnswers = false;
          near.destroy();
        } else near.write(bytes);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return Object.assign(wire, { port: typeof address === 'object' && address ? address.port : 0 });
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

let db: TestDatabase;
let wire: Wire;
let store: PostgresRunStore;
beforeAll(async () => {
  db = await freshDatabase();
  const url = new URL(db.url);
  const opened = await Wire.to(Number(url.port));
  wire = opened;
  url.port = String(opened.port);
  store = createRunStore({ pool: db.pool, url: url.href });
});
afterAll(async () => {
  await store.close();
  wire.close();
  await db.drop();
});

async function hold(): Promise<HeldTestRun> {
  const runId = await startRun(db.pool, await makeWorkflow(db.pool), chainOf(4));
  await letIn(db.pool, runId);
  const session = await createSessions({ pool: db.pool }).open({ host: 'h', pid: 1, pools: [], slots: 1 });
  return HeldTestRun.claim(store, session, runId);
}

test('learns after a cut wire that its commit had gone through, and writes it once', async () => {
  const run = await hold();
  await run.settle().commit();
  wire.cutAnswers = true;
  expect(await run.succeed('s0').settle().commit()).toMatchObject({ ok: true, released: false });
  expect(await run.succeed('s1').settle().commit()).toMatchObject({ ok: true });
  const events = await readEvents(db.pool, { runId: run.held.runId, after: 0 });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events).toHaveLength(run.state.seq);
});

test('sends an append again when the server ended its connection before it was done', async () => {
  const run = await hold();
  await run.settle().commit();
  const blocker = new pg.Client({ connectionString: db.ownerUrl });
  await blocker.connect();
  await blocker.query('begin; lock table run_event in access exclusive mode');
  const pending = run.succeed('s0').settle().commit();
  const killed = async () =>
    (
      await blocker.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'countersign flush' and wait_event_type = 'Lock'`,
      )
    ).rowCount;
  while ((await killed()) === 0) await new Promise((wake) => setTimeout(wake, 5));
  await blocker.query('commit');
  await blocker.end();
  expect(await pending).toMatchObject({ ok: true });
  const events = await readEvents(db.pool, { runId: run.held.runId, after: 0 });
  expect(events).toHaveLength(run.state.seq);
});
