import type { Tx } from '#lib/server/change.ts';
import { log } from '#lib/server/log.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { plainCode, recoveryHash, stepOfCode } from './one-time-code.ts';
import { sealFor } from './seal.ts';
import { attempt } from './throttle.ts';

/**
 * For somebody who has shown the account's password: asks for the code where a second factor is on. Refuses with
 * `second_factor_required` without one, `wrong_code`, `too_many_requests`.
 */
export async function requireSecondFactor(
  userId: string,
  code: string | undefined,
  address: string | null,
): Promise<void> {
  const { rows } = await database().pool.query('SELECT 1 FROM app_user WHERE id = $1 AND totp_since IS NOT NULL', [
    userId,
  ]);
  if (rows.length === 0) return;
  if (code === undefined || plainCode(code) === '')
    throw refuse('second_factor_required', { fix: 'Send it as `code`; a recovery code does as well.' });
  await countingCodes(userId, address, () => spendCode(database().pool, userId, code));
}

/** Counts what is tried as a code before `work` looks at it; a success is taken back. */
export async function countingCodes<T>(userId: string, address: string | null, work: () => Promise<T>): Promise<T> {
  const { forgive } = await attempt(userId, address, 'code');
  const done = await work();
  await forgive();
  return done;
}

/** Uses up a code of the account's second factor, or one of its recovery codes; refuses with `wrong_code`. */
export async function spendCode(tx: Tx, userId: string, code: string): Promise<void> {
  const plain = plainCode(code);
  const taken = /^\d{6}$/.test(plain) ? await takeTotp(tx, userId, plain) : await takeRecovery(tx, userId, plain);
  if (!taken) throw wrongCode();
}

export const wrongCode = () => refuse('wrong_code', { fix: 'Wait for the next code in your app and enter that.' });

/** One statement compares and sets: of two with the same code at once, the second waits for the row and finds it taken. */
async function takeTotp(tx: Tx, userId: string, code: string): Promise<boolean> {
  const { rows } = await tx.query<{ totp_sealed: string }>(
    'SELECT totp_sealed FROM app_user WHERE id = $1 AND totp_since IS NOT NULL',
    [userId],
  );
  const sealed = rows[0]?.totp_sealed;
  const step = sealed === undefined ? null : stepOfSealed(sealed, userId, code);
  if (step === null) return false;
  const { rowCount } = await tx.query(
    `UPDATE app_user SET totp_step = $2
      WHERE id = $1 AND totp_sealed = $3 AND totp_since IS NOT NULL AND (totp_step IS NULL OR totp_step < $2)`,
    [userId, step, sealed],
  );
  return rowCount === 1;
}

async function takeRecovery(tx: Tx, userId: string, code: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE app_user SET recovery = array_remove(recovery, $2)
      WHERE id = $1 AND totp_since IS NOT NULL AND $2 = ANY(recovery)`,
    [userId, recoveryHash(code)],
  );
  return rowCount === 1;
}

/** The step of a code under a sealed key; null when it fits none, or when the installation's key was lost. */
export function stepOfSealed(sealed: string, userId: string, code: string): number | null {
  let key: string;
  try {
    key = sealFor('second factor').open(sealed, userId);
  } catch (error) {
    // Nobody comes in by it; recovery codes and an owner of the workspace still help.
    log().error({ err: error, userId }, 'The key of a second factor cannot be opened');
    return null;
  }
  return stepOfCode(key, code);
}
