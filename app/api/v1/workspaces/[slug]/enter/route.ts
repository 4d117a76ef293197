import { workspaceCookie } from '#lib/server/auth/cookies.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workspacesRoutes } from '#lib/server/http/routes/workspaces.ts';
import { ownWorkspace } from '#lib/server/queries/people/workspaces.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(workspacesRoutes.enter, async ({ caller, params }) => {
    const slug = await ownWorkspace(caller, params.slug);
    return new Response(null, { status: 204, headers: { 'set-cookie': workspaceCookie(slug) } });
  }),
});
