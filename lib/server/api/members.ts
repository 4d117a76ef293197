import { clearSecondFactor } from '#lib/server/commands/people/clear-second-factor.ts';
import { createMember } from '#lib/server/commands/people/create-member.ts';
import { makePasswordLink } from '#lib/server/commands/people/make-password-link.ts';
import { removeMember } from '#lib/server/commands/people/remove-member.ts';
import { updateMember } from '#lib/server/commands/people/update-member.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { memberRoutes } from '#lib/server/http/routes/members.ts';
import { listMembers } from '#lib/server/queries/people/members.ts';

export const memberCalls: readonly Handler[] = [
  handle(memberRoutes.list, ({ caller, query }) => listMembers(caller, query)),
  handle(memberRoutes.create, ({ caller, body }) => createMember(caller, body)),
  handle(memberRoutes.update, ({ caller, params, body }) => updateMember(caller, params.id, body)),
  handle(memberRoutes.remove, ({ caller, params }) => removeMember(caller, params.id)),
  handle(memberRoutes.passwordLink, ({ caller, params }) => makePasswordLink(caller, params.id)),
  handle(memberRoutes.clearSecondFactor, ({ caller, params }) => clearSecondFactor(caller, params.id)),
];
