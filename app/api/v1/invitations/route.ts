import { createInvitation } from '#lib/server/commands/people/create-invitation.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { invitationRoutes } from '#lib/server/http/routes/invitations.ts';
import { listInvitations } from '#lib/server/queries/people/invitations.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(invitationRoutes.list, ({ caller }) => listInvitations(caller)),
  POST: handle(invitationRoutes.create, ({ caller, body }) => createInvitation(caller, body)),
});
