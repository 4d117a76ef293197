import { noteSeen } from '#lib/server/commands/bell/note-seen.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { bellRoutes } from '#lib/server/http/routes/bell.ts';
import { readBell } from '#lib/server/queries/bell/read-bell.ts';

export const bellCalls: readonly Handler[] = [
  handle(bellRoutes.read, ({ caller }) => readBell(caller)),
  handle(bellRoutes.seen, ({ caller, body }) => noteSeen(caller, body)),
];
