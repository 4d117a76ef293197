import { workspaceCookie } from '#lib/server/auth/cookies.ts';
import { createWorkspace } from '#lib/server/commands/people/create-workspace.ts';
import { Answer } from '#lib/server/http/answer.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { workspacesRoutes } from '#lib/server/http/routes/workspaces.ts';
import { listWorkspaces, ownWorkspace } from '#lib/server/queries/people/workspaces.ts';

export const workspacesCalls: readonly Handler[] = [
  handle(workspacesRoutes.list, ({ caller }) => listWorkspaces(caller)),
  handle(workspacesRoutes.create, ({ caller, body }) => createWorkspace(caller, body)),
  handle(workspacesRoutes.enter, async ({ caller, params }) => {
    const slug = await ownWorkspace(caller, params.slug);
    return new Answer(204, { 'set-cookie': workspaceCookie(slug) }, null);
  }),
];
