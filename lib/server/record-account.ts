import type { Caller } from '#lib/server/auth/caller.ts';
import type { Tx } from './change.ts';
import { type AuditInput, recordAudits } from './record-audit.ts';

/** Whose account it is: a caller, or somebody who has just shown who they are. */
export type AccountAuthor = Pick<Caller, 'address'> & {
  user: Pick<Caller['user'], 'id' | 'name' | 'email'>;
} & Partial<Pick<Caller, 'once'>>;

/**
 * Writes what somebody did to their own account into the record of every workspace they belong to: in each they are
 * another member. The resource is the account unless another one is named.
 */
export async function recordAccount(
  tx: Tx,
  { user, address, once }: AccountAuthor,
  input: Omit<AuditInput, 'resource'> & Partial<Pick<AuditInput, 'resource'>>,
): Promise<void> {
  await once?.reserve(tx);
  const { rows } = await tx.query<{ id: string; workspace_id: string }>(
    'SELECT id, workspace_id FROM member WHERE user_id = $1 AND removed_at IS NULL',
    [user.id],
  );
  const { name, email } = user;
  await recordAudits(
    tx,
    rows.map(({ id, workspace_id }) => ({
      author: { workspace: { id: workspace_id }, actor: { kind: 'member' as const, id, name, email }, address },
      input: { resource: { type: 'account', id, name }, ...input },
    })),
  );
}
