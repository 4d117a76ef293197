import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { createWorkspaceRequest, MembershipView } from '#lib/contracts/people.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { slugOf } from '../workflows/slug.ts';
import { joinWorkspace } from './join-workspace.ts';

/** Makes a further workspace with the caller as its owner. It shares nothing with this one; its record begins with this. */
export async function createWorkspace(
  caller: Caller,
  { name }: z.output<typeof createWorkspaceRequest>,
): Promise<MembershipView> {
  authorize(caller, 'workspace.create');
  const id = randomUUID();
  // Always with a tail: a slug that had to give way would tell that another workspace has that name.
  const workspace = { id, name, slug: `${slugOf(name)}-${id.slice(0, 8)}` };
  return change(caller, async (tx) => {
    await tx.query(`INSERT INTO workspace (id, slug, name, self_approval) VALUES ($1, $2, $3, 'marked')`, [
      workspace.id,
      workspace.slug,
      workspace.name,
    ]);
    const memberId = await joinWorkspace(tx, {
      workspaceId: workspace.id,
      userId: caller.user.id,
      role: 'owner',
      groupIds: [],
    });
    await recordAudit(
      tx,
      { workspace, actor: { ...caller.actor, id: memberId }, address: caller.address },
      {
        action: 'workspace.created',
        resource: { type: 'workspace', ...workspace },
        after: { name, selfApproval: 'marked', owner: caller.user.email },
      },
    );
    return { slug: workspace.slug, name, role: 'owner', current: false };
  });
}
