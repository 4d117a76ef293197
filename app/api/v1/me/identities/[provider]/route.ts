import { beginToConnect } from '#lib/server/commands/people/begin-to-connect.ts';
import { disconnectIdentity } from '#lib/server/commands/people/disconnect-identity.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { comingInRoutes } from '#lib/server/http/routes/coming-in.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(comingInRoutes.connect, async ({ caller, params, body }) => {
    const cookie = await beginToConnect(caller, params.provider, body);
    return new Response(null, { status: 204, headers: { 'set-cookie': cookie } });
  }),
  DELETE: handle(comingInRoutes.disconnect, ({ caller, params }) => disconnectIdentity(caller, params.provider)),
});
