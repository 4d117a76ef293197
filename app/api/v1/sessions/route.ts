import { endpoint, handle } from '#lib/server/http/handle.ts';
import { accountRoutes } from '#lib/server/http/routes/account.ts';
import { listSessions } from '#lib/server/queries/people/sessions.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(accountRoutes.listSessions, ({ caller }) => listSessions(caller)),
});
