import { startRun } from '#lib/server/commands/runs/start-run.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(runRoutes.start, ({ caller, params, body }) => startRun(caller, params.id, body)),
});
