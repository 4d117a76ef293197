import type { Proof } from '#lib/server/auth/providers.ts';
import type { Tx } from '#lib/server/change.ts';
import { recordAccount } from '#lib/server/record-account.ts';
import { refuse } from '#lib/server/refusal.ts';

/** Connects somebody's account elsewhere with theirs here; 409 when another window did so meanwhile. */
export async function insertIdentity(
  tx: Tx,
  user: { id: string; name: string; email: string },
  { provider, subject, label, email }: Proof,
  address: string | null,
): Promise<void> {
  const { rowCount } = await tx.query(
    'INSERT INTO user_identity (provider, subject, user_id, email) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [provider, subject, user.id, email ?? ''],
  );
  if (rowCount === 0) throw refuse('conflict', 'That account was connected just now.');
  await recordAccount(
    tx,
    { user, address },
    { action: 'account.linked', resource: { type: 'account', id: user.id, name: label }, after: { provider, email } },
  );
}
