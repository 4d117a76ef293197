import { createWorkspace } from '#lib/server/commands/people/create-workspace.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workspacesRoutes } from '#lib/server/http/routes/workspaces.ts';
import { listWorkspaces } from '#lib/server/queries/people/workspaces.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(workspacesRoutes.list, ({ caller }) => listWorkspaces(caller)),
  POST: handle(workspacesRoutes.create, ({ caller, body }) => createWorkspace(caller, body)),
});
