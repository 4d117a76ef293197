import { acceptInvitation } from '#lib/server/commands/people/accept-invitation.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { invitationRoutes } from '#lib/server/http/routes/invitations.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(invitationRoutes.accept, ({ caller, params, body, address }) =>
    acceptInvitation(params.token, body, { caller, address }),
  ),
});
