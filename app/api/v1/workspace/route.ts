import { updateWorkspace } from '#lib/server/commands/people/update-workspace.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workspaceRoutes } from '#lib/server/http/routes/workspace.ts';
import { readWorkspace } from '#lib/server/queries/people/workspace.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(workspaceRoutes.read, ({ caller }) => readWorkspace(caller)),
  PATCH: handle(workspaceRoutes.update, ({ caller, body }) => updateWorkspace(caller, body)),
});
