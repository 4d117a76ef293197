import type { Caller } from '#lib/server/auth/caller.ts';
import { change } from '#lib/server/change.ts';
import { recordAccount } from '#lib/server/record-account.ts';
import { refuse } from '#lib/server/refusal.ts';

/** Signs one of the caller's own browsers out. */
export async function revokeSession(caller: Caller, id: string): Promise<void> {
  await change(
    caller,
    async (tx) => {
      const { rowCount } = await tx.query(
        'UPDATE user_session SET revoked_at = now() WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL',
        [id, caller.user.id],
      );
      if (rowCount === 0) throw refuse('not_found');
      await recordAccount(tx, caller, {
        action: 'session.revoked',
        resource: { type: 'session', id, name: caller.user.name },
      });
    },
    ['people'],
  );
}
