import { startRun } from '#lib/server/commands/runs/start-run.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';
import { dryRunOf } from '#lib/server/queries/runs/dry-run.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(runRoutes.start, async ({ caller, params, body }) =>
    body.dryRun ? Response.json(await dryRunOf(caller, params.id, body)) : startRun(caller, params.id, body),
  ),
});
