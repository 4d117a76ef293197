import type { RecoveryCodes } from '#lib/contracts/second-factor.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { newRecoveryCodes, plainCode, recoveryHash } from '#lib/server/auth/one-time-code.ts';
import { countingCodes, stepOfSealed, wrongCode } from '#lib/server/auth/second-factor.ts';
import { change } from '#lib/server/change.ts';
import { recordAccount } from '#lib/server/record-account.ts';
import { refuse } from '#lib/server/refusal.ts';

/** Turns the second factor on: the code shows that the app has the key. Answers recovery codes, this once. */
export const confirmSecondFactor = (caller: Caller, code: string): Promise<RecoveryCodes> =>
  countingCodes(caller.user.id, caller.address, () =>
    change(
      caller,
      async (tx) => {
        const { rows } = await tx.query<{ totp_sealed: string | null; on: boolean }>(
          'SELECT totp_sealed, totp_since IS NOT NULL AS on FROM app_user WHERE id = $1 FOR UPDATE',
          [caller.user.id],
        );
        const sealed = rows[0]?.totp_sealed;
        if (rows[0]?.on) throw refuse('conflict', 'Your second factor is on already.');
        if (!sealed) throw refuse('conflict', { detail: 'There is no key to confirm.', fix: 'Start anew.' });
        const step = stepOfSealed(sealed, caller.user.id, plainCode(code));
        if (step === null) throw wrongCode();
        const codes = newRecoveryCodes();
        await tx.query('UPDATE app_user SET totp_since = now(), totp_step = $2, recovery = $3 WHERE id = $1', [
          caller.user.id,
          step,
          codes.map(recoveryHash),
        ]);
        await recordAccount(tx, caller, { action: 'account.secondFactorOn' });
        return { codes };
      },
      ['people'],
    ),
  );
