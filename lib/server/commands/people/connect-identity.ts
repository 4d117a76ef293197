import type { ProviderRefusal } from '#lib/domain/access/provider.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import type { Proof } from '#lib/server/auth/providers.ts';
import { change } from '#lib/server/change.ts';
import { isRefusal } from '#lib/server/refusal.ts';
import { insertIdentity } from './insert-identity.ts';

/** Connects an account elsewhere with that of somebody who is signed in; null when it is done. */
export async function connectIdentity(
  { user, workspace }: Identity,
  proof: Proof,
  address: string | null,
): Promise<ProviderRefusal | null> {
  try {
    return await change(
      { once: null, workspace },
      async (tx) => {
        await tx.query('SELECT 1 FROM app_user WHERE id = $1 FOR UPDATE', [user.id]);
        const { rows } = await tx.query<{ user_id: string; subject: string }>(
          'SELECT user_id, subject FROM user_identity WHERE provider = $1 AND (subject = $2 OR user_id = $3)',
          [proof.provider, proof.subject, user.id],
        );
        if (rows.some((row) => row.user_id === user.id && row.subject === proof.subject)) return null;
        if (rows.some((row) => row.user_id !== user.id)) return 'taken';
        if (rows.length > 0) return 'already_connected';
        await insertIdentity(tx, user, proof, address);
        return null;
      },
      ['people'],
    );
  } catch (error) {
    // Somebody else connected it between the look and the write.
    if (isRefusal(error, 'conflict')) return 'taken';
    throw error;
  }
}
