import { createSecret } from '#lib/server/commands/secrets/create-secret.ts';
import { deleteSecret } from '#lib/server/commands/secrets/delete-secret.ts';
import { updateSecret } from '#lib/server/commands/secrets/update-secret.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { secretRoutes } from '#lib/server/http/routes/secrets.ts';
import { listSecrets } from '#lib/server/queries/secrets/secrets.ts';

export const secretCalls: readonly Handler[] = [
  handle(secretRoutes.list, ({ caller }) => listSecrets(caller)),
  handle(secretRoutes.create, ({ caller, body }) => createSecret(caller, body)),
  handle(secretRoutes.update, ({ caller, params, body }) => updateSecret(caller, params.id, body)),
  handle(secretRoutes.delete, ({ caller, params }) => deleteSecret(caller, params.id)),
];
