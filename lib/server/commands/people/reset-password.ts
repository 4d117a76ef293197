import type { z } from 'zod';
import type { resetDone, resetRequest } from '#lib/contracts/coming-in.ts';
import { forgetIdentities } from '#lib/server/auth/identify.ts';
import { hashPassword, requireGoodPassword } from '#lib/server/auth/password.ts';
import { transaction } from '#lib/server/change.ts';
import { tellPasswordChanged } from '#lib/server/mail/tell-password-changed.ts';
import { readReset } from '#lib/server/queries/people/password-resets.ts';
import { recordAccount } from '#lib/server/record-account.ts';

/**
 * Sets a new password by the link, once: it ends all sessions of the person and their other links. A second factor
 * stays as it is. 404 for an unknown link, 410 for one that does not stand any more.
 */
export async function resetPassword(
  token: string,
  given: z.output<typeof resetRequest>,
  address: string | null,
): Promise<z.input<typeof resetDone>> {
  // Before the password is hashed: hashing costs, and a stranger could ask for much of it.
  const { user } = await readReset(token);
  const passwordHash = await hashPassword(requireGoodPassword(given.password, user.email));
  await transaction(async (tx) => {
    // The account first: two links of one person used at once would otherwise wait for each other's row.
    await tx.query('SELECT 1 FROM app_user WHERE id = $1 FOR UPDATE', [user.id]);
    await readReset(token, tx);
    await tx.query('UPDATE password_reset SET used_at = now() WHERE user_id = $1 AND used_at IS NULL', [user.id]);
    await tx.query('UPDATE app_user SET password_hash = $2 WHERE id = $1', [user.id, passwordHash]);
    await tx.query('UPDATE user_session SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL', [user.id]);
    await recordAccount(tx, { user, address }, { action: 'account.passwordReset' });
  });
  forgetIdentities();
  tellPasswordChanged(user);
  return { email: user.email };
}
