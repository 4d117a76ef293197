import { makeRecoveryCodes } from '#lib/server/commands/people/make-recovery-codes.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { secondFactorRoutes } from '#lib/server/http/routes/second-factor.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(secondFactorRoutes.makeRecoveryCodes, ({ caller, body }) => makeRecoveryCodes(caller, body.code)),
});
