import { updateWorkspace } from '#lib/server/commands/people/update-workspace.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { workspaceRoutes } from '#lib/server/http/routes/workspace.ts';
import { listRoles } from '#lib/server/queries/people/roles.ts';
import { readWorkspace } from '#lib/server/queries/people/workspace.ts';

export const workspaceCalls: readonly Handler[] = [
  handle(workspaceRoutes.read, ({ caller }) => readWorkspace(caller)),
  handle(workspaceRoutes.update, ({ caller, body }) => updateWorkspace(caller, body)),
  handle(workspaceRoutes.listRoles, () => listRoles()),
];
