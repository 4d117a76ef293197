import { resetPassword } from '#lib/server/commands/people/reset-password.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { comingInRoutes } from '#lib/server/http/routes/coming-in.ts';
import { readResetOffer } from '#lib/server/queries/people/password-resets.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(comingInRoutes.readReset, ({ params }) => readResetOffer(params.token)),
  POST: handle(comingInRoutes.reset, ({ params, body, address }) => resetPassword(params.token, body, address)),
});
