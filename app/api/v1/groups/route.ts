import { createGroup } from '#lib/server/commands/people/create-group.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { groupRoutes } from '#lib/server/http/routes/groups.ts';
import { listGroups } from '#lib/server/queries/people/groups.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(groupRoutes.list, ({ caller }) => listGroups(caller)),
  POST: handle(groupRoutes.create, ({ caller, body }) => createGroup(caller, body)),
});
