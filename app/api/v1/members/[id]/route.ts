import { removeMember } from '#lib/server/commands/people/remove-member.ts';
import { updateMember } from '#lib/server/commands/people/update-member.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { memberRoutes } from '#lib/server/http/routes/members.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: handle(memberRoutes.update, ({ caller, params, body }) => updateMember(caller, params.id, body)),
  DELETE: handle(memberRoutes.remove, ({ caller, params }) => removeMember(caller, params.id)),
});
