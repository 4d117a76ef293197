import { changeLimits } from '#lib/server/commands/limits/change-limits.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { limitRoutes } from '#lib/server/http/routes/limits.ts';
import { readLimits } from '#lib/server/queries/limits/limits.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(limitRoutes.read, ({ caller }) => readLimits(caller)),
  PUT: handle(limitRoutes.change, ({ caller, body }) => changeLimits(caller, body)),
});
