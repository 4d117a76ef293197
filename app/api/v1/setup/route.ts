import { setUp } from '#lib/server/commands/people/set-up.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { accountRoutes } from '#lib/server/http/routes/account.ts';
import { needsSetup } from '#lib/server/queries/people/setup.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(accountRoutes.readSetup, async () => ({ needed: await needsSetup() })),
  POST: handle(accountRoutes.setUp, ({ body, address }) => setUp(body, address)),
});
