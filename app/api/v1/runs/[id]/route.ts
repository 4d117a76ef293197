import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';
import { getRun } from '#lib/server/queries/runs/get-run.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(runRoutes.read, ({ caller, params }) => getRun(caller, params.id)),
});
