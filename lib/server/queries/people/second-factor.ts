import type { SecondFactorState } from '#lib/contracts/second-factor.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { database } from '#lib/storage/database.ts';

/** How the caller's own second factor stands. */
export async function readSecondFactor(caller: Identity): Promise<SecondFactorState> {
  const { rows } = await database().pool.query<{ totp_since: Date | null; left: number; has_password: boolean }>(
    `SELECT totp_since, cardinality(recovery) AS left, password_hash IS NOT NULL AS has_password
       FROM app_user WHERE id = $1`,
    [caller.user.id],
  );
  const row = rows[0];
  return {
    since: row?.totp_since?.toISOString() ?? null,
    recoveryCodesLeft: row?.left ?? 0,
    hasPassword: row?.has_password ?? false,
  };
}
