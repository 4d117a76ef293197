import type { ProviderId } from '#lib/domain/access/provider.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { change } from '#lib/server/change.ts';
import { serverConfig } from '#lib/server/config.ts';
import { labelOf } from '#lib/server/queries/people/identities.ts';
import { recordAccount } from '#lib/server/record-account.ts';
import { refuse } from '#lib/server/refusal.ts';

/** Disconnects the caller's account elsewhere. The last way in stays: without a password another provider must be left. */
export async function disconnectIdentity(caller: Caller, provider: ProviderId): Promise<void> {
  const { user } = caller;
  const others = serverConfig().providers.flatMap(({ id }) => (id === provider ? [] : id));
  await change(
    caller,
    async (tx) => {
      const { rows } = await tx.query<{ password: boolean; other: boolean }>(
        `SELECT password_hash IS NOT NULL AS password,
                EXISTS (SELECT 1 FROM user_identity i WHERE i.user_id = u.id AND i.provider = ANY($2)) AS other
           FROM app_user u WHERE id = $1 FOR UPDATE`,
        [user.id, others],
      );
      const gone = await tx.query<{ email: string }>(
        'DELETE FROM user_identity WHERE user_id = $1 AND provider = $2 RETURNING email',
        [user.id, provider],
      );
      if (gone.rows.length === 0) throw refuse('not_found');
      if (!rows[0]?.password && !rows[0]?.other)
        throw refuse('conflict', {
          detail: 'This is your only way in.',
          fix: 'Set a password first, or connect another account.',
        });
      await recordAccount(tx, caller, {
        action: 'account.unlinked',
        resource: { type: 'account', id: user.id, name: labelOf(provider) },
        before: { provider, email: gone.rows[0]?.email },
      });
    },
    ['people'],
  );
}
