import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workflowRoutes } from '#lib/server/http/routes/workflows.ts';
import { listVersions } from '#lib/server/queries/workflows/versions.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(workflowRoutes.listVersions, ({ caller, params, query }) => listVersions(caller, params.id, query)),
});
