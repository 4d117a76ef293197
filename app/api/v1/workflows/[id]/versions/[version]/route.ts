import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workflowRoutes } from '#lib/server/http/routes/workflows.ts';
import { getVersion } from '#lib/server/queries/workflows/versions.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(workflowRoutes.readVersion, ({ caller, params }) => getVersion(caller, params.id, params.version)),
});
