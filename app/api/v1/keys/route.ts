import { createKey } from '#lib/server/commands/people/create-key.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { keyRoutes } from '#lib/server/http/routes/keys.ts';
import { listKeys } from '#lib/server/queries/people/keys.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(keyRoutes.list, ({ caller }) => listKeys(caller)),
  POST: handle(keyRoutes.create, ({ caller, body }) => createKey(caller, body)),
});
