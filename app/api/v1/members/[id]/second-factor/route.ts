import { clearSecondFactor } from '#lib/server/commands/people/clear-second-factor.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { memberRoutes } from '#lib/server/http/routes/members.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: handle(memberRoutes.clearSecondFactor, ({ caller, params }) => clearSecondFactor(caller, params.id)),
});
