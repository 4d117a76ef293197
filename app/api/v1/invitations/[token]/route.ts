import { revokeInvitation } from '#lib/server/commands/people/revoke-invitation.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { invitationRoutes } from '#lib/server/http/routes/invitations.ts';
import { readOffer } from '#lib/server/queries/people/invitations.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(invitationRoutes.offer, async ({ params }) => (await readOffer(params.token)).offer),
  DELETE: handle(invitationRoutes.revoke, ({ caller, params }) => revokeInvitation(caller, params.token)),
});
