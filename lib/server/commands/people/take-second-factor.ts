import type { Tx } from '#lib/server/change.ts';

/** Takes an account's second factor away with all its codes; answers whether there was one. */
export async function takeSecondFactor(tx: Tx, userId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE app_user SET totp_sealed = NULL, totp_since = NULL, totp_step = NULL, recovery = '{}'
      WHERE id = $1 AND totp_since IS NOT NULL`,
    [userId],
  );
  return rowCount === 1;
}
