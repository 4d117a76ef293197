import { confirmSecondFactor } from '#lib/server/commands/people/confirm-second-factor.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { secondFactorRoutes } from '#lib/server/http/routes/second-factor.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(secondFactorRoutes.confirm, ({ caller, body }) => confirmSecondFactor(caller, body.code)),
});
