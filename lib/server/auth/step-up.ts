import type { z } from 'zod';
import type { proofRequest } from '#lib/contracts/approval.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import type { Queryable } from '#lib/storage/engine/queryable.ts';
import type { Caller } from './caller.ts';
import { plainCode } from './one-time-code.ts';
import { spendCode } from './second-factor.ts';
import { checkPassword } from './sign-in.ts';
import { attempt } from './throttle.ts';

/** With what somebody proves again that it is them: where a second factor is on, a password alone is not enough. */
export type Means = 'password' | 'code' | null;

export const noMeans = {
  why: 'You have neither a password nor a second factor to prove it with.',
  fix: 'Set up a second factor in your account, or let somebody else decide.',
} as const;

export async function meansOf(userId: string): Promise<Means> {
  const { rows } = await database().pool.query<{ means: Means }>(
    `SELECT CASE WHEN totp_since IS NOT NULL THEN 'code' WHEN password_hash IS NOT NULL THEN 'password' END AS means
     FROM app_user WHERE id = $1`,
    [userId],
  );
  return rows[0]?.means ?? null;
}

/** Whether it is proven; a code is used up on this connection, so that what is undone does not cost one. */
export type Proven = (connection: Queryable) => Promise<boolean>;

/**
 * Does `work` for somebody who may have proven again that it is them. Attempts are throttled as at the sign-in. Refuses
 * with `wrong_credentials`, `wrong_code`, `too_many_requests`; what is no proof for this account counts as none.
 */
export async function withProof<T>(
  caller: Caller,
  proof: z.output<typeof proofRequest> | undefined,
  work: (proven: Proven) => Promise<T>,
): Promise<T> {
  const { password, code } = proof ?? {};
  if (!password && !code) return work(async () => false);
  const means = await meansOf(caller.user.id);
  if (means === 'password' && password) {
    await checkPassword(caller.user.email, password, caller.address);
    return work(async () => true);
  }
  if (means !== 'code' || !code || plainCode(code) === '') return work(async () => false);
  const { forgive } = await attempt(caller.user.id, caller.address, 'code');
  let right = false;
  try {
    return await work(async (connection) => {
      await spendCode(connection, caller.user.id, code);
      right = true;
      return true;
    });
  } finally {
    if (right) await forgive();
  }
}

/** `step_up_required`, with what this account can prove itself by. */
export async function stepUpRefusal(caller: Caller, detail?: string) {
  const means = await meansOf(caller.user.id);
  if (means === null) return refuse('step_up_required', { detail: noMeans.why, fix: noMeans.fix });
  const path = `proof.${means}`;
  const fix = means === 'code' ? `Send a code of your second factor as ${path}.` : `Send your password as ${path}.`;
  return refuse('step_up_required', { detail, fix, errors: [{ path, message: 'is needed here', fix }] });
}
