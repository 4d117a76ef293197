import { createMember } from '#lib/server/commands/people/create-member.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { memberRoutes } from '#lib/server/http/routes/members.ts';
import { listMembers } from '#lib/server/queries/people/members.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(memberRoutes.list, ({ caller, query }) => listMembers(caller, query)),
  POST: handle(memberRoutes.create, ({ caller, body }) => createMember(caller, body)),
});
