import { createSecret } from '#lib/server/commands/secrets/create-secret.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { secretRoutes } from '#lib/server/http/routes/secrets.ts';
import { listSecrets } from '#lib/server/queries/secrets/secrets.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(secretRoutes.list, ({ caller }) => listSecrets(caller)),
  POST: handle(secretRoutes.create, ({ caller, body }) => createSecret(caller, body)),
});
