import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readKey } from '#lib/server/queries/people/keys.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';

/** Ends a key: one's own, or anybody's with `key.manage`. Others' keys answer as if they did not exist. */
export async function revokeKey(caller: Caller, id: string): Promise<void> {
  authorize(caller, 'key.own');
  await change(
    caller,
    async (tx) => {
      const key = await readKey(caller, id, tx);
      const { rowCount } = await tx.query(
        'UPDATE api_key SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL',
        [id],
      );
      if (rowCount === 0) throw refuse('not_found');
      await recordAudit(tx, caller, {
        action: 'key.revoked',
        resource: { type: 'key', id, name: key.name },
        before: { member: key.member, scopes: key.scopes },
      });
    },
    ['people'],
  );
}
