import { cancelRun } from '#lib/server/commands/runs/cancel-run.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(runRoutes.cancel, ({ caller, params, body }) => cancelRun(caller, params.id, body)),
});
