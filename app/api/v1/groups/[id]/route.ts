import { deleteGroup } from '#lib/server/commands/people/delete-group.ts';
import { updateGroup } from '#lib/server/commands/people/update-group.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { groupRoutes } from '#lib/server/http/routes/groups.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: handle(groupRoutes.update, ({ caller, params, body }) => updateGroup(caller, params.id, body)),
  DELETE: handle(groupRoutes.remove, ({ caller, params }) => deleteGroup(caller, params.id)),
});
