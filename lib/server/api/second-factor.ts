import { confirmSecondFactor } from '#lib/server/commands/people/confirm-second-factor.ts';
import { makeRecoveryCodes } from '#lib/server/commands/people/make-recovery-codes.ts';
import { offerSecondFactor } from '#lib/server/commands/people/offer-second-factor.ts';
import { removeSecondFactor } from '#lib/server/commands/people/remove-second-factor.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { secondFactorRoutes } from '#lib/server/http/routes/second-factor.ts';
import { readSecondFactor } from '#lib/server/queries/people/second-factor.ts';

export const secondFactorCalls: readonly Handler[] = [
  handle(secondFactorRoutes.read, ({ caller }) => readSecondFactor(caller)),
  handle(secondFactorRoutes.offer, ({ caller, body }) => offerSecondFactor(caller, body.password)),
  handle(secondFactorRoutes.confirm, ({ caller, body }) => confirmSecondFactor(caller, body.code)),
  handle(secondFactorRoutes.remove, ({ caller, body }) => removeSecondFactor(caller, body)),
  handle(secondFactorRoutes.makeRecoveryCodes, ({ caller, body }) => makeRecoveryCodes(caller, body.code)),
];
