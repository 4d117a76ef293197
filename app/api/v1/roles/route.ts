import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workspaceRoutes } from '#lib/server/http/routes/workspace.ts';
import { listRoles } from '#lib/server/queries/people/roles.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(workspaceRoutes.listRoles, () => listRoles()),
});
