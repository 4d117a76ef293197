import { createKey } from '#lib/server/commands/people/create-key.ts';
import { revokeKey } from '#lib/server/commands/people/revoke-key.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { keyRoutes } from '#lib/server/http/routes/keys.ts';
import { listKeys } from '#lib/server/queries/people/keys.ts';

export const keyCalls: readonly Handler[] = [
  handle(keyRoutes.list, ({ caller }) => listKeys(caller)),
  handle(keyRoutes.create, ({ caller, body }) => createKey(caller, body)),
  handle(keyRoutes.revoke, ({ caller, params }) => revokeKey(caller, params.id)),
];
