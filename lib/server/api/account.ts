import { revokeOtherSessions } from '#lib/server/commands/people/revoke-other-sessions.ts';
import { revokeSession } from '#lib/server/commands/people/revoke-session.ts';
import { setUp } from '#lib/server/commands/people/set-up.ts';
import { updateMe } from '#lib/server/commands/people/update-me.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { accountRoutes } from '#lib/server/http/routes/account.ts';
import { meOf } from '#lib/server/queries/people/me.ts';
import { listSessions } from '#lib/server/queries/people/sessions.ts';
import { needsSetup } from '#lib/server/queries/people/setup.ts';

export const accountCalls: readonly Handler[] = [
  handle(accountRoutes.readSetup, async () => ({ needed: await needsSetup() })),
  handle(accountRoutes.setUp, ({ body, address }) => setUp(body, address)),
  handle(accountRoutes.readMe, ({ caller }) => meOf(caller)),
  handle(accountRoutes.updateMe, ({ caller, body }) => updateMe(caller, body)),
  handle(accountRoutes.listSessions, ({ caller }) => listSessions(caller)),
  handle(accountRoutes.revokeSession, ({ caller, params }) => revokeSession(caller, params.id)),
  handle(accountRoutes.revokeOtherSessions, ({ caller }) => revokeOtherSessions(caller)),
];
