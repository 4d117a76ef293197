import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { z } from 'zod';
import { changedSchema } from '#lib/contracts/live.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { forgetIdentities, identify } from '#lib/server/auth/identify.ts';
import { isOwnOrigin } from '#lib/server/http/origin.ts';
import { log } from '#lib/server/log.ts';
import { type DatabaseEar, listenToDatabase } from './database-ear.ts';
import { changedChannel } from './notify.ts';
import { runChannel, runNotice } from './run-channel.ts';
import { RunRooms } from './run-rooms.ts';
import { type LiveSocket, type ServerEvents, serveTopics } from './socket-topics.ts';
import { WorkspaceFeed } from './workspace-feed.ts';

/** Revoking must work within 5 s: identities are at most 2 s old, and sockets are looked at this often. */
const recheckMs = 1500;
/** Finds what a notice should have told: one that was lost, or came from a process that died before it could. */
const pollMs = 2000;

const changedNotice = z.object({ workspaceId: z.string(), what: z.array(changedSchema) });

export interface LiveServer {
  close(): Promise<void>;
}

/** Socket.IO on the web process's server: who comes in, what they may listen to, and what they are told. */
export function openLiveServer(http: HttpServer, { url, dev }: { url: string; dev: boolean }): LiveServer {
  const io = new Server<Record<string, never>, ServerEvents, never, { identity: Identity }>(http, {
    path: '/socket.io',
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    // In development Next has a socket of its own on this server.
    destroyUpgrade: !dev,
    allowRequest: ({ headers }, decide) => {
      const own = headers.origin === undefined || isOwnOrigin(headers.origin, headers.host ?? null);
      decide(own ? null : 'foreign_origin', own);
    },
  });
  const rooms = new RunRooms((message) => {
    if (message.type === 'events') io.to(`run:${message.runId}`).emit('events', message);
    else io.to(`run:${message.runId}`).emit('log', message);
  });
  const feed = new WorkspaceFeed((workspaceId, what) =>
    io.to(`workspace:${workspaceId}`).emit('changed', { type: 'changed', what }),
  );
  io.use(async (socket, next) => {
    const identity = await identityOf(socket as LiveSocket).catch(() => null);
    if (!identity) return next(new Error('unauthenticated'));
    socket.data.identity = identity;
    next();
  });
  io.on('connection', (socket) => serveTopics(socket as unknown as LiveSocket, rooms));

  const ear = hear(url, rooms, feed, () => {
    // What was said while nobody listened is unknown: everybody reads.
    io.emit('changed', { type: 'changed', what: [...changedSchema.options] });
    rooms.stirAll();
  });
  const recheck = setInterval(() => void dropRevoked(io.sockets.sockets.values()), recheckMs);
  const poll = setInterval(() => rooms.stirAll(), pollMs);
  return {
    async close() {
      clearInterval(recheck);
      clearInterval(poll);
      feed.close();
      rooms.close();
      await ear.close();
      await io.close();
    },
  };
}

function hear(url: string, rooms: RunRooms, feed: WorkspaceFeed, onConnected: () => void): DatabaseEar {
  return listenToDatabase({
    url,
    onConnected,
    channels: {
      [changedChannel]: (payload) => {
        const { workspaceId, what } = changedNotice.parse(JSON.parse(payload));
        // Another process ended a session or a key: what this one remembers of them is old.
        if (what.includes('people')) forgetIdentities();
        feed.hint(workspaceId, what);
      },
      [runChannel]: (payload) => {
        const { runs, logs } = runNotice.parse(JSON.parse(payload));
        for (const [workspaceId, runId] of runs) {
          rooms.stir(runId, 'events');
          feed.hint(workspaceId, ['runs', 'approvals']);
        }
        for (const runId of logs) rooms.stir(runId, 'logs');
      },
    },
  });
}

/** The cookie of the page, or a key given as `auth: {key}` by a program. */
function identityOf({ handshake, request }: LiveSocket): Promise<Identity | null> {
  const { key } = handshake.auth;
  const { cookie = null, authorization = null } = request.headers;
  const sent = { authorization: typeof key === 'string' ? `Bearer ${key}` : authorization, cookie };
  return identify({ get: (name) => (name === 'cookie' || name === 'authorization' ? sent[name] : null) });
}

/** Ends the sockets of people who signed out, were removed, or whose key was revoked; others get their new role. */
async function dropRevoked(sockets: Iterable<unknown>): Promise<void> {
  for (const socket of [...sockets] as LiveSocket[]) {
    try {
      const identity = await identityOf(socket);
      // Rooms belong to the workspace that was entered: removed from it, one comes in anew, into another.
      if (identity?.workspace.id === socket.data.identity.workspace.id) socket.data.identity = identity;
      else socket.disconnect(true);
    } catch (error) {
      // Without the database nobody can be told apart; nothing is sent then either.
      log().warn({ err: error }, 'A live connection could not be checked');
    }
  }
}
