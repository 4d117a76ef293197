import { resumeRun } from '#lib/server/commands/runs/pause-run.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(runRoutes.resume, ({ caller, params }) => resumeRun(caller, params.id)),
});
