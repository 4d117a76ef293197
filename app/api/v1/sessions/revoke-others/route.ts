import { revokeOtherSessions } from '#lib/server/commands/people/revoke-other-sessions.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { accountRoutes } from '#lib/server/http/routes/account.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(accountRoutes.revokeOtherSessions, ({ caller }) => revokeOtherSessions(caller)),
});
