import { workspaceCookie } from '#lib/server/auth/cookies.ts';
import { acceptInvitation } from '#lib/server/commands/people/accept-invitation.ts';
import { createInvitation } from '#lib/server/commands/people/create-invitation.ts';
import { revokeInvitation } from '#lib/server/commands/people/revoke-invitation.ts';
import { Answer } from '#lib/server/http/answer.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { invitationRoutes } from '#lib/server/http/routes/invitations.ts';
import { listInvitations, readOffer } from '#lib/server/queries/people/invitations.ts';

export const invitationCalls: readonly Handler[] = [
  handle(invitationRoutes.list, ({ caller }) => listInvitations(caller)),
  handle(invitationRoutes.create, ({ caller, body }) => createInvitation(caller, body)),
  handle(invitationRoutes.offer, async ({ params }) => (await readOffer(params.token)).offer),
  handle(invitationRoutes.revoke, ({ caller, params }) => revokeInvitation(caller, params.token)),
  handle(invitationRoutes.accept, async ({ caller, params, body, address }) => {
    const joined = await acceptInvitation(params.token, body, { caller, address });
    // Whoever is in other workspaces as well goes on in the one they were invited to.
    return Answer.json(joined, 201, { 'set-cookie': workspaceCookie(joined.workspace.slug) });
  }),
];
