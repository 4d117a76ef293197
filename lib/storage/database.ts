import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';

/** A connection to the database: Prisma's client works on the very same pool. */
export interface Database {
  url: string;
  pool: pg.Pool;
  prisma: PrismaClient;
  /** Ends every connection; afterwards nothing here may be used. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Connections at most. */
  max?: number;
  /** Connections kept though nobody uses them: opening one takes longer than most calls. */
  min?: number;
  /** Shown in `pg_stat_activity`: `web`, `worker`. */
  name?: string;
  /** Told about connections lost while idle; the pool itself opens new ones. */
  onIdleError?: (error: Error) => void;
}

/** Opens a pool of its own. The product uses `database()`; tests and commands open and close theirs. */
export function openDatabase({
  url,
  max = 20,
  min = 0,
  name = 'countersign',
  onIdleError = () => {},
}: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    min,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // What a transaction says without waiting for the answer in between goes out together.
    pipeline: true,
  });
  // Without a listener a restart of the server would end this process.
  pool.on('error', onIdleError);
  // The pool takes its own listener off a connection that is in use: one cut between two statements of a transaction
  // would end this process. The next statement says it.
  pool.on('connect', (client) => client.on('error', () => {}));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    url,
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

const slot = Symbol.for('countersign.database');
const shared = globalThis as typeof globalThis & { [slot]?: Database };

/**
 * The one database of this process, opened on first use from `DATABASE_URL` (the supervisor sets it). It lives on
 * `globalThis`, since Next bundles a second copy of this module into the same process.
 */
export function database(): Database {
  const existing = shared[slot];
  if (existing) return existing;
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set: start through `npm start`, or set it to a PostgreSQL server.');
  return adoptDatabase(openDatabase({ url }));
}

/** Makes this the process's database (web and worker name theirs and size its pool before anything uses it). */
export function adoptDatabase(opened: Database): Database {
  if (shared[slot] && shared[slot] !== opened) throw new Error('This process has opened its database already.');
  shared[slot] = opened;
  return opened;
}

/** Ends the process's connections, on the way out. */
export async function closeDatabase(): Promise<void> {
  const opened = shared[slot];
  delete shared[slot];
  await opened?.close();
}
