import type { Caller } from '#lib/server/auth/caller.ts';
import { change } from '#lib/server/change.ts';
import { recordAccount } from '#lib/server/record-account.ts';

/** Signs the caller out everywhere but here; answers how many sessions that ended. */
export async function revokeOtherSessions(caller: Caller): Promise<{ ended: number }> {
  return change(
    caller,
    async (tx) => {
      const { rowCount } = await tx.query(
        `UPDATE user_session SET revoked_at = now()
          WHERE user_id = $1 AND id <> $2 AND revoked_at IS NULL AND expires_at > now()`,
        [caller.user.id, caller.sessionId],
      );
      const ended = rowCount ?? 0;
      if (ended > 0) await recordAccount(tx, caller, { action: 'session.othersRevoked', details: { ended } });
      return { ended };
    },
    ['people'],
  );
}
