import { offerSecondFactor } from '#lib/server/commands/people/offer-second-factor.ts';
import { removeSecondFactor } from '#lib/server/commands/people/remove-second-factor.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { secondFactorRoutes } from '#lib/server/http/routes/second-factor.ts';
import { readSecondFactor } from '#lib/server/queries/people/second-factor.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(secondFactorRoutes.read, ({ caller }) => readSecondFactor(caller)),
  POST: handle(secondFactorRoutes.offer, ({ caller, body }) => offerSecondFactor(caller, body.password)),
  DELETE: handle(secondFactorRoutes.remove, ({ caller, body }) => removeSecondFactor(caller, body)),
});
