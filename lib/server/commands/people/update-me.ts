import type { z } from 'zod';
import type { Me, updateMeRequest } from '#lib/contracts/people.ts';
import { timeZoneNamed } from '#lib/domain/time-zone.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { hashPassword, requireGoodPassword } from '#lib/server/auth/password.ts';
import { requireOwnPassword } from '#lib/server/auth/sign-in.ts';
import { change } from '#lib/server/change.ts';
import { tellPasswordChanged } from '#lib/server/mail/tell-password-changed.ts';
import { meOf } from '#lib/server/queries/people/me.ts';
import { recordAccount } from '#lib/server/record-account.ts';
import { refuse } from '#lib/server/refusal.ts';

/** Changes one's own account. A new password needs the current one and ends the person's other sessions. */
export async function updateMe(caller: Caller, given: z.output<typeof updateMeRequest>): Promise<Me> {
  const { user, member } = caller;
  const { gateMail = member.gateMail } = given;
  const next = { ...user, name: given.name ?? user.name, timeZone: timeZoneOf(given.timeZone ?? user.timeZone) };
  const passwordHash = given.newPassword === undefined ? null : await newPasswordHash(caller, given);
  const me = await change(
    caller,
    async (tx) => {
      await tx.query(
        'UPDATE app_user SET name = $2, time_zone = $3, password_hash = coalesce($4, password_hash) WHERE id = $1',
        [user.id, next.name, next.timeZone, passwordHash],
      );
      await tx.query('UPDATE member SET gate_mail = $2 WHERE id = $1', [member.id, gateMail]);
      if (passwordHash !== null)
        await tx.query(
          'UPDATE user_session SET revoked_at = now() WHERE user_id = $1 AND id <> $2 AND revoked_at IS NULL',
          [user.id, caller.sessionId],
        );
      if (passwordHash !== null)
        await tx.query('UPDATE password_reset SET used_at = now() WHERE user_id = $1 AND used_at IS NULL', [user.id]);
      await recordAccount(tx, caller, {
        action: passwordHash === null ? 'account.changed' : 'account.passwordChanged',
        before: { name: user.name, timeZone: user.timeZone, gateMail: member.gateMail },
        after: { name: next.name, timeZone: next.timeZone, gateMail },
      });
      return meOf({ ...caller, user: next, member: { ...member, gateMail } });
    },
    ['people'],
  );
  if (passwordHash !== null) tellPasswordChanged(next);
  return me;
}

async function newPasswordHash(
  caller: Caller,
  { currentPassword, newPassword }: z.output<typeof updateMeRequest>,
): Promise<string> {
  const password = requireGoodPassword(newPassword, caller.user.email, 'newPassword');
  await requireOwnPassword(caller, currentPassword);
  return hashPassword(password);
}

function timeZoneOf(name: string): string {
  const known = timeZoneNamed(name);
  if (known === null)
    throw refuse('invalid_request', {
      errors: [{ path: 'timeZone', message: 'is not a time zone', fix: 'Use a name such as Europe/Berlin.' }],
    });
  return known;
}
