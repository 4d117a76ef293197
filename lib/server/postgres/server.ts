import pg from 'pg';
import { serverBinaries } from './binaries.ts';
import { applicationRole, clusterAccount, databaseName, openCluster, ownerRole } from './cluster.ts';
import { launch } from './launch.ts';
import { leftOver } from './left-over.ts';
import { stopServer } from './stop-server.ts';

/**
 * The embedded server's life:
 *
 *     none ──start──▶ starting ──ready──▶ running ──stop──▶ none
 *                        ▲                   │
 *                        └──── restart ◀── died
 *
 * It lives in its own process session, so that Ctrl-C in the terminal does not reach it before the workers have handed
 * back their leases. A supervisor that was killed leaves it running; the next one adopts it when it answers to our
 * password and is the same version, and stops it otherwise.
 */
export interface EmbeddedServer {
  readonly pid: number;
  readonly port: number;
  readonly adopted: boolean;
  /** Connection of the role that owns the tables. */
  readonly ownerUrl: string;
  /** Connection of the role for web and worker. */
  readonly applicationUrl: string;
  /** Resolves when the server process is gone, whoever ended it. */
  readonly ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, the data is flushed. Safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  /** `false` in tests: nothing is flushed to disk. */
  durable?: boolean;
  /** Reuse this port (a restart under running clients); any free one otherwise. */
  port?: number;
}

/** Starts (or adopts) the server in the data folder; its database and both roles exist when this resolves. */
export async function startEmbedded({ dataDir, durable = true, port }: EmbeddedOptions): Promise<EmbeddedServer> {
  const account = clusterAccount(dataDir);
  const binaries = serverBinaries(account);
  const cluster = await openCluster(dataDir, binaries, account, { durable });
  const left = await leftOver(cluster, binaries);
  const running = left ?? (await launch(cluster, binaries, durable, port));
  const url = (role: string, password: string, database: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${running.port}/${database}`;
  await prepare(url(ownerRole, cluster.passwords.owner, 'postgres'), cluster.passwords.application);
  return {
    pid: running.pid,
    port: running.port,
    adopted: left !== null,
    ownerUrl: url(ownerRole, cluster.passwords.owner, databaseName),
    applicationUrl: url(applicationRole, cluster.passwords.application, databaseName),
    ended: running.ended,
    stop: () => stopServer(running.pid),
  };
}

/** Makes the application's role and the database on the first start. */
async function prepare(adminUrl: string, applicationPassword: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: boolean; base: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role, EXISTS (SELECT FROM pg_database WHERE datname = $2) AS base`,
      [applicationRole, databaseName],
    );
    if (!rows[0]?.role)
      await client.query(`CREATE ROLE ${applicationRole} LOGIN PASSWORD ${client.escapeLiteral(applicationPassword)}`);
    if (!rows[0]?.base) await client.query(`CREATE DATABASE ${databaseName} OWNER ${ownerRole}`);
  } finally {
    await client.end();
  }
}
