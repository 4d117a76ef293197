import { beginToConnect } from '#lib/server/commands/people/begin-to-connect.ts';
import { disconnectIdentity } from '#lib/server/commands/people/disconnect-identity.ts';
import { requestPasswordReset } from '#lib/server/commands/people/request-password-reset.ts';
import { resetPassword } from '#lib/server/commands/people/reset-password.ts';
import { Answer } from '#lib/server/http/answer.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { comingInRoutes } from '#lib/server/http/routes/coming-in.ts';
import { listIdentities } from '#lib/server/queries/people/identities.ts';
import { readResetOffer } from '#lib/server/queries/people/password-resets.ts';

export const comingInCalls: readonly Handler[] = [
  handle(comingInRoutes.listIdentities, ({ caller }) => listIdentities(caller)),
  handle(comingInRoutes.connect, async ({ caller, params, body }) => {
    const cookie = await beginToConnect(caller, params.provider, body);
    return new Answer(204, { 'set-cookie': cookie }, null);
  }),
  handle(comingInRoutes.disconnect, ({ caller, params }) => disconnectIdentity(caller, params.provider)),
  handle(comingInRoutes.requestReset, ({ body, address }) => requestPasswordReset(body, address)),
  handle(comingInRoutes.readReset, ({ params }) => readResetOffer(params.token)),
  handle(comingInRoutes.reset, ({ params, body, address }) => resetPassword(params.token, body, address)),
];
