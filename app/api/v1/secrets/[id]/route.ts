import { deleteSecret } from '#lib/server/commands/secrets/delete-secret.ts';
import { updateSecret } from '#lib/server/commands/secrets/update-secret.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { secretRoutes } from '#lib/server/http/routes/secrets.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: handle(secretRoutes.update, ({ caller, params, body }) => updateSecret(caller, params.id, body)),
  DELETE: handle(secretRoutes.delete, ({ caller, params }) => deleteSecret(caller, params.id)),
});
