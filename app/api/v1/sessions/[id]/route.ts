import { revokeSession } from '#lib/server/commands/people/revoke-session.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { accountRoutes } from '#lib/server/http/routes/account.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: handle(accountRoutes.revokeSession, ({ caller, params }) => revokeSession(caller, params.id)),
});
