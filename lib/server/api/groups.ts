import { createGroup } from '#lib/server/commands/people/create-group.ts';
import { deleteGroup } from '#lib/server/commands/people/delete-group.ts';
import { updateGroup } from '#lib/server/commands/people/update-group.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { groupRoutes } from '#lib/server/http/routes/groups.ts';
import { listGroups } from '#lib/server/queries/people/groups.ts';

export const groupCalls: readonly Handler[] = [
  handle(groupRoutes.list, ({ caller }) => listGroups(caller)),
  handle(groupRoutes.create, ({ caller, body }) => createGroup(caller, body)),
  handle(groupRoutes.update, ({ caller, params, body }) => updateGroup(caller, params.id, body)),
  handle(groupRoutes.remove, ({ caller, params }) => deleteGroup(caller, params.id)),
];
