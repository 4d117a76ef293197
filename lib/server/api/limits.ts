import { changeLimits } from '#lib/server/commands/limits/change-limits.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { limitRoutes } from '#lib/server/http/routes/limits.ts';
import { readLimits } from '#lib/server/queries/limits/limits.ts';

export const limitCalls: readonly Handler[] = [
  handle(limitRoutes.read, ({ caller }) => readLimits(caller)),
  handle(limitRoutes.change, ({ caller, body }) => changeLimits(caller, body)),
];
