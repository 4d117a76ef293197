import type { Topic } from '#lib/contracts/live.ts';
import type { Permission } from '#lib/domain/access/permissions.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { findRun } from '#lib/server/queries/runs/find-run.ts';

/** The permission of each kind of topic. */
export const topicPermissions = { workspace: 'workspace.read', run: 'run.read' } as const satisfies Record<
  string,
  Permission
>;

/** Whether somebody may listen to a topic: refuses with `forbidden`, and with `not_found` for runs of other workspaces. */
export async function requireTopic(caller: Identity, topic: Topic): Promise<void> {
  if (topic === 'workspace') return authorize(caller, topicPermissions.workspace);
  authorize(caller, topicPermissions.run);
  await findRun(caller, topic.slice('run:'.length));
}
