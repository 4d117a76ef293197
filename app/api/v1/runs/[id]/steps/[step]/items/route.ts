import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';
import { listItems } from '#lib/server/queries/runs/list-items.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(runRoutes.listItems, ({ caller, params, query }) => listItems(caller, params.id, params.step, query)),
});
