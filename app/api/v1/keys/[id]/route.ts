import { revokeKey } from '#lib/server/commands/people/revoke-key.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { keyRoutes } from '#lib/server/http/routes/keys.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: handle(keyRoutes.revoke, ({ caller, params }) => revokeKey(caller, params.id)),
});
