import { workspaceCookie } from '#lib/server/auth/cookies.ts';
import { acceptInvitation } from '#lib/server/commands/people/accept-invitation.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { invitationRoutes } from '#lib/server/http/routes/invitations.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(invitationRoutes.accept, async ({ caller, params, body, address }) => {
    const joined = await acceptInvitation(params.token, body, { caller, address });
    // Whoever is in other workspaces as well goes on in the one they were invited to.
    return Response.json(joined, { status: 201, headers: { 'set-cookie': workspaceCookie(joined.workspace.slug) } });
  }),
});
