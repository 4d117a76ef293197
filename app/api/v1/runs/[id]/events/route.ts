import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';
import { listRunEvents } from '#lib/server/queries/runs/list-run-events.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(runRoutes.listEvents, ({ caller, params, query }) => listRunEvents(caller, params.id, query)),
});
