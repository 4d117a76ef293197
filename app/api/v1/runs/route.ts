import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';
import { listRuns } from '#lib/server/queries/runs/list-runs.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(runRoutes.list, ({ caller, query }) => listRuns(caller, query)),
});
