import { clearCache } from '#lib/server/commands/workflows/clear-cache.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workflowRoutes } from '#lib/server/http/routes/workflows.ts';
import { listCache } from '#lib/server/queries/workflows/list-cache.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(workflowRoutes.listCache, ({ caller, params, query }) => listCache(caller, params.id, query)),
  DELETE: handle(workflowRoutes.clearCache, ({ caller, params, query }) => clearCache(caller, params.id, query)),
});
