import { statfsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { applicationRole } from '#lib/server/postgres/cluster.ts';
import { type EmbeddedServer, startEmbedded } from '#lib/server/postgres/server.ts';
import { OperatorProblem, systemCode } from '#lib/server/problem.ts';
import { migrate, SchemaMismatch } from '#lib/storage/migrate.ts';
import type { ServerConfig } from '../config.ts';
import { requireDatabase } from './preflight.ts';

/** The database the product works on: ours or somebody else's. */
export interface Storage {
  /** What web and worker are given. */
  applicationUrl: string;
  stop(): Promise<void>;
}

export interface StorageOptions {
  config: ServerConfig;
  say: (line: string) => void;
  /** The embedded server is gone and does not come back. */
  onLost: (reason: string) => void;
}

/** Starts the embedded server, or waits for the one DATABASE_URL names; brings the schema up to date. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { config, say } = options;
  if (config.databaseUrl !== null) {
    const ownerUrl = config.databaseOwnerUrl ?? config.databaseUrl;
    await requireDatabase(ownerUrl, { onWait: () => say(`Waiting for the database at ${new URL(ownerUrl).host} …`) });
    await bringUpToDate(ownerUrl, roleBesideOwner(config), say);
    return { applicationUrl: config.databaseUrl, stop: async () => {} };
  }
  const from = performance.now();
  const server = await startEmbedded({ dataDir: config.dataDir });
  say(`PostgreSQL ${server.adopted ? 'was still running' : 'is up'} (${Math.round(performance.now() - from)} ms).`);
  try {
    await bringUpToDate(server.ownerUrl, applicationRole, say);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return keepServer(server, options);
}

function roleBesideOwner({ databaseUrl, databaseOwnerUrl }: ServerConfig): string | null {
  if (databaseUrl === null || databaseOwnerUrl === null) return null;
  const [role, owner] = [databaseUrl, databaseOwnerUrl].map((url) => decodeURIComponent(new URL(url).username));
  return role === undefined || role === owner ? null : role;
}

/** Too little for the next file of the database's log (16 MB) and what else comes with it. */
function isFull(dataDir: string): boolean {
  const { bavail, bsize } = statfsSync(dataDir);
  return bavail * bsize < 24 * 1024 * 1024;
}

/** PostgreSQL's code for what a role has no right to. */
const insufficientPrivilege = '42501';

async function bringUpToDate(ownerUrl: string, role: string | null, say: (line: string) => void): Promise<void> {
  try {
    const applied = await migrate({ ownerUrl, applicationRole: role });
    if (applied.length > 0) say(`The database's schema is up to date (${applied.join(', ')}).`);
  } catch (error) {
    if ([error, error instanceof Error && error.cause].some((part) => systemCode(part) === insufficientPrivilege))
      throw new OperatorProblem(
        `The role ${new URL(ownerUrl).username} may not bring the schema up to date. Name the role that owns the database in DATABASE_OWNER_URL.`,
        { cause: error },
      );
    if (error instanceof SchemaMismatch) throw new OperatorProblem(error.message, { cause: error });
    throw error;
  }
}

/**
 * A server that dies is started again on the same port, so that the addresses web and worker hold stay true. As long as
 * its disk is full it cannot start, which passes as soon as somebody makes room.
 */
function keepServer(first: EmbeddedServer, { config, say, onLost }: StorageOptions): Storage {
  const { dataDir } = config;
  let server = first;
  let stopping = false;
  let fastDeaths = 0;
  const restart = async (): Promise<EmbeddedServer> => {
    for (let told = false; ; ) {
      const wasFull = isFull(dataDir);
      try {
        return await startEmbedded({ dataDir, port: server.port });
      } catch (error) {
        if (stopping || !(wasFull || isFull(dataDir))) throw error;
        if (!told)
          say(`The disk of ${dataDir} is full: PostgreSQL cannot start. It is tried again until there is room.`);
        told = true;
        await pause(2000);
      }
    }
  };
  const watch = async (): Promise<void> => {
    const from = performance.now();
    await server.ended;
    if (stopping) return;
    fastDeaths = performance.now() - from > 30_000 || isFull(dataDir) ? 0 : fastDeaths + 1;
    if (fastDeaths > 5) return onLost(`PostgreSQL ends again and again; see ${dataDir}/postgres.log.`);
    say('PostgreSQL ended unexpectedly; it is started again.');
    try {
      server = await restart();
    } catch (error) {
      if (!stopping) onLost(error instanceof Error ? error.message : String(error));
      return;
    }
    // Asked to stop while it came up: it must not stay.
    if (stopping) return server.stop();
    return watch();
  };
  void watch();
  return {
    applicationUrl: first.applicationUrl,
    async stop() {
      stopping = true;
      await server.stop();
    },
  };
}
