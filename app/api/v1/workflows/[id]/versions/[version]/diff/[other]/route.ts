import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workflowRoutes } from '#lib/server/http/routes/workflows.ts';
import { diffVersions } from '#lib/server/queries/workflows/versions.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(workflowRoutes.diff, ({ caller, params }) =>
    diffVersions(caller, params.id, { from: params.version, to: params.other }),
  ),
});
