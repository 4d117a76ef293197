import { endpoint, handle } from '#lib/server/http/handle.ts';
import { comingInRoutes } from '#lib/server/http/routes/coming-in.ts';
import { listIdentities } from '#lib/server/queries/people/identities.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(comingInRoutes.listIdentities, ({ caller }) => listIdentities(caller)),
});
