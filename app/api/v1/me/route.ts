import { updateMe } from '#lib/server/commands/people/update-me.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { accountRoutes } from '#lib/server/http/routes/account.ts';
import { meOf } from '#lib/server/queries/people/me.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(accountRoutes.readMe, ({ caller }) => meOf(caller)),
  PATCH: handle(accountRoutes.updateMe, ({ caller, body }) => updateMe(caller, body)),
});
