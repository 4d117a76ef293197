import { makePasswordLink } from '#lib/server/commands/people/make-password-link.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { memberRoutes } from '#lib/server/http/routes/members.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(memberRoutes.passwordLink, ({ caller, params }) => makePasswordLink(caller, params.id)),
});
