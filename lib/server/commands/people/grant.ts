import { type Role, roles } from '#lib/domain/access/permissions.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';

/** Nobody gives, takes or touches a role above their own: an admin cannot make owners, nor remove one. */
export function requireRank(caller: Caller, ...touched: Role[]): void {
  for (const role of touched)
    if (roles[role].rank > roles[caller.member.role].rank)
      throw refuse(
        'forbidden',
        `Only an ${roles[role].label.toLowerCase()} can do this to an ${roles[role].label.toLowerCase()}.`,
      );
}

/**
 * Locks the owners' rows of the caller's workspace, so that two who leave at once cannot both be the last but one. Who was
 * an owner at the door and is none any more when the lock is theirs comes too late.
 */
export async function lockOwners(tx: Tx, { workspace, member }: Caller): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM member WHERE workspace_id = $1 AND role = 'owner' AND removed_at IS NULL ORDER BY id FOR UPDATE`,
    [workspace.id],
  );
  const owners = rows.map(({ id }) => id);
  if (member.role === 'owner' && !owners.includes(member.id)) throw refuse('forbidden', 'You are no owner any more.');
  return owners;
}

/** Refuses to leave a workspace without an owner. */
export function requireAnotherOwner(owners: readonly string[], leaving: string): void {
  if (owners.length === 1 && owners[0] === leaving)
    throw refuse('conflict', {
      detail: 'This is the last owner; a workspace keeps at least one.',
      fix: 'Make somebody else an owner first.',
    });
}

/**
 * An account belongs to its person, in whichever workspaces they are. What lets somebody into it is touched only by who
 * owns all of those: otherwise the owner of one workspace could come into another through a member of both.
 */
export async function requireOwnerEverywhere(tx: Tx, caller: Caller, userId: string, fix?: string): Promise<void> {
  const { rows } = await tx.query(
    `SELECT 1 FROM member m WHERE m.user_id = $1 AND m.removed_at IS NULL AND NOT EXISTS (
       SELECT 1 FROM member o WHERE o.workspace_id = m.workspace_id AND o.user_id = $2 AND o.role = 'owner'
          AND o.removed_at IS NULL) LIMIT 1`,
    [userId, caller.user.id],
  );
  if (rows.length > 0)
    throw refuse('forbidden', {
      detail: 'This person also belongs to a workspace that you do not own: their account is not yours to open.',
      fix,
    });
}
