import { requestPasswordReset } from '#lib/server/commands/people/request-password-reset.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { comingInRoutes } from '#lib/server/http/routes/coming-in.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(comingInRoutes.requestReset, ({ body, address }) => requestPasswordReset(body, address)),
});
