import type { OfferedSecondFactor } from '#lib/contracts/second-factor.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { newTotpKey, totpAddress } from '#lib/server/auth/one-time-code.ts';
import { sealFor } from '#lib/server/auth/seal.ts';
import { requireOwnPassword } from '#lib/server/auth/sign-in.ts';
import { change } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';

/**
 * Makes a key for the caller's authenticator app. Nothing is asked for it, and nothing stands in the record, until a
 * code of it is confirmed; a newer key takes the place of an earlier one.
 */
export async function offerSecondFactor(caller: Caller, password: string | undefined): Promise<OfferedSecondFactor> {
  await requireOwnPassword(caller, password);
  const key = newTotpKey();
  return change(caller, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE app_user SET totp_sealed = $2, totp_step = NULL, recovery = '{}' WHERE id = $1 AND totp_since IS NULL`,
      [caller.user.id, sealFor('second factor').seal(key, caller.user.id)],
    );
    if (rowCount === 0)
      throw refuse('conflict', { detail: 'Your second factor is on already.', fix: 'Turn it off first.' });
    return { key, address: totpAddress(key, caller.user.email) };
  });
}
