import type { Server } from 'node:http';
import { join } from 'node:path';
import next from 'next';
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_SERVER } from 'next/constants.js';
import settings from 'next/dist/server/config.js';
import type { Doorbell } from '#lib/engine/ports.ts';
import { calls } from '#lib/server/api/calls.ts';
import { offerSetup } from '#lib/server/commands/people/offer-setup.ts';
import { serverConfig } from '#lib/server/config.ts';
import { isDatabaseAway } from '#lib/server/database-away.ts';
import { adoptDoorbell } from '#lib/server/doorbell.ts';
import { keepHouse } from '#lib/server/housekeeping.ts';
import { behindSignIn } from '#lib/server/http/behind-sign-in.ts';
import { documents } from '#lib/server/http/documents.ts';
import { createFront } from '#lib/server/http/front.ts';
import { openPages } from '#lib/server/http/open-pages.ts';
import { probes } from '#lib/server/http/probes.ts';
import { router } from '#lib/server/http/router.ts';
import { withAddresses } from '#lib/server/http/with-addresses.ts';
import { withApi } from '#lib/server/http/with-api.ts';
import { log } from '#lib/server/log.ts';
import { OperatorProblem, systemCode } from '#lib/server/problem.ts';
import { type LiveServer, openLiveServer } from '#lib/server/realtime/live-server.ts';
import { underSupervisor } from '#lib/server/supervisor/child.ts';
import { adoptDatabase, closeDatabase, openDatabase } from '#lib/storage/database.ts';
import { openDoorbell } from '#lib/storage/doorbell.ts';

// The web process: pages, the HTTP API and the live connection on one port.

const config = serverConfig();
const dev = process.env.NODE_ENV === 'development';
const open: {
  endHousekeeping?: () => void;
  http?: Server;
  live?: LiveServer;
  bell?: Doorbell;
  app?: { close(): Promise<void> };
} = {};

const { tell } = underSupervisor({
  async stop() {
    // No new calls; those under way end by themselves, idle connections at once.
    const closed = new Promise<void>((resolve) =>
      open.http?.listening ? open.http.close(() => resolve()) : resolve(),
    );
    open.http?.closeIdleConnections();
    open.endHousekeeping?.();
    await open.live?.close();
    setTimeout(() => open.http?.closeAllConnections(), 5000).unref();
    await closed;
    await open.app?.close();
    await open.bell?.close();
    await closeDatabase();
  },
});

try {
  await start();
} catch (error) {
  if (!(error instanceof OperatorProblem)) {
    if (!isDatabaseAway(error)) throw error;
    // It may come back: whoever supervises this starts it again.
    process.stderr.write(`The database cannot be reached (${systemCode(error)}).\n`);
    process.exit(1);
  }
  if (process.connected) tell({ type: 'failed', reason: error.message });
  else process.stderr.write(`${error.message}\n`);
  process.exit(error.exitCode);
}

async function start(): Promise<void> {
  const url = requireDatabaseUrl();
  // next-auth takes its own address from the host of each request, which `createFront` has made trustworthy.
  process.env.AUTH_TRUST_HOST = '1';
  const { pool } = adoptDatabase(
    openDatabase({
      url,
      name: 'web',
      min: 4,
      onIdleError: (error) => log().warn({ err: error }, 'A connection was lost'),
    }),
  );
  const dir = join(import.meta.dirname, '../..');
  // Next keeps its settings once they are read; reading them itself, it would print how long that took.
  const { default: read } = settings as unknown as { default: typeof settings };
  await read(dev ? PHASE_DEVELOPMENT_SERVER : PHASE_PRODUCTION_SERVER, dir);
  const app = next({ dev, dir, hostname: config.host, port: config.port });
  const [bell] = await Promise.all([
    openDoorbell({ url, pool, onError: (error) => log().warn({ err: error }, 'The doorbell has trouble') }),
    app.prepare(),
  ]);
  adoptDoorbell(bell);
  const pages = behindSignIn(app.getRequestHandler(), openPages(dir));
  const answer = withAddresses({ ...probes, ...documents }, withApi(router(calls), pages));
  const http = createFront(config, answer, { dev });
  Object.assign(open, { app, http, bell, live: openLiveServer(http, { url, dev }) });
  await listen(http);
  tell({ type: 'listening', url: config.url });
  open.endHousekeeping = keepHouse(config);
  const link = await offerSetup(config);
  if (link !== null) {
    tell({ type: 'setupLink', url: link });
    if (!process.connected) process.stdout.write(`Nobody has set it up yet. This link does it, once:\n\n  ${link}\n\n`);
  }
}

function requireDatabaseUrl(): string {
  if (config.databaseUrl === null)
    throw new OperatorProblem('DATABASE_URL is not set: start through `npm start`, or set it to a PostgreSQL server.');
  return config.databaseUrl;
}

async function listen(http: Server): Promise<void> {
  const { port, host } = config;
  try {
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject);
      http.listen({ port, host }, resolve);
    });
  } catch (error) {
    const reasons: Record<string, string> = {
      EADDRINUSE: `Port ${port} on ${host} is in use. Stop what listens there, or set PORT to another one.`,
      EACCES: `Port ${port} may not be used by this account. Set PORT to one above 1023.`,
      EADDRNOTAVAIL: `${host} is no address of this machine. Set HOST to one that is.`,
    };
    const reason = reasons[systemCode(error) ?? ''];
    throw reason === undefined ? error : new OperatorProblem(reason, { cause: error });
  }
  const bound = http.address();
  // Port 0 takes any: links must name the one that was given.
  if (port === 0 && typeof bound === 'object' && bound) config.url = config.url.replace(/:0$/, `:${bound.port}`);
}
