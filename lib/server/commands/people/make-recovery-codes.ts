import type { RecoveryCodes } from '#lib/contracts/second-factor.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { newRecoveryCodes, recoveryHash } from '#lib/server/auth/one-time-code.ts';
import { countingCodes, spendCode } from '#lib/server/auth/second-factor.ts';
import { change } from '#lib/server/change.ts';
import { recordAccount } from '#lib/server/record-account.ts';
import { requireSecondFactorOn } from './remove-second-factor.ts';

/** Makes new recovery codes in place of the old ones, for whoever has a code. */
export async function makeRecoveryCodes(caller: Caller, code: string): Promise<RecoveryCodes> {
  await requireSecondFactorOn(caller);
  return countingCodes(caller.user.id, caller.address, () =>
    change(
      caller,
      async (tx) => {
        await spendCode(tx, caller.user.id, code);
        const codes = newRecoveryCodes();
        await tx.query('UPDATE app_user SET recovery = $2 WHERE id = $1', [caller.user.id, codes.map(recoveryHash)]);
        await recordAccount(tx, caller, { action: 'account.recoveryCodesMade' });
        return { codes };
      },
      ['people'],
    ),
  );
}
