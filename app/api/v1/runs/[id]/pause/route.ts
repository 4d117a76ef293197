import { pauseRun } from '#lib/server/commands/runs/pause-run.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(runRoutes.pause, ({ caller, params, body }) => pauseRun(caller, params.id, body)),
});
