import type { z } from 'zod';
import type { removeSecondFactorRequest } from '#lib/contracts/second-factor.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { countingCodes, spendCode } from '#lib/server/auth/second-factor.ts';
import { requireOwnPassword } from '#lib/server/auth/sign-in.ts';
import { change } from '#lib/server/change.ts';
import { readSecondFactor } from '#lib/server/queries/people/second-factor.ts';
import { recordAccount } from '#lib/server/record-account.ts';
import { refuse } from '#lib/server/refusal.ts';
import { takeSecondFactor } from './take-second-factor.ts';

/** Turns the caller's second factor off: with the password, so that a session left open is not enough, and a code. */
export async function removeSecondFactor(
  caller: Caller,
  { password, code }: z.output<typeof removeSecondFactorRequest>,
): Promise<void> {
  await requireSecondFactorOn(caller);
  await requireOwnPassword(caller, password);
  await countingCodes(caller.user.id, caller.address, () =>
    change(
      caller,
      async (tx) => {
        await spendCode(tx, caller.user.id, code);
        await takeSecondFactor(tx, caller.user.id);
        await recordAccount(tx, caller, { action: 'account.secondFactorOff' });
      },
      ['people'],
    ),
  );
}

/** Without one there is no code to ask for. */
export async function requireSecondFactorOn(caller: Caller): Promise<void> {
  const { since } = await readSecondFactor(caller);
  if (since === null) throw refuse('conflict', 'Your second factor is off.');
}
