import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readMember } from '#lib/server/queries/people/members.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { requireOwnerEverywhere } from './grant.ts';
import { takeSecondFactor } from './take-second-factor.ts';

/** Takes away the second factor of a member who lost it, and ends their sessions: whoever found the device is out. */
export async function clearSecondFactor(caller: Caller, id: string): Promise<void> {
  authorize(caller, 'member.reset');
  await change(
    caller,
    async (tx) => {
      const member = await readMember(caller, id, tx);
      if (member.userId === caller.user.id)
        throw refuse('conflict', { detail: 'This is your own.', fix: 'Turn it off in your profile, with a code.' });
      await requireOwnerEverywhere(tx, caller, member.userId);
      if (!(await takeSecondFactor(tx, member.userId)))
        throw refuse('conflict', `${member.name} has no second factor.`);
      await tx.query('UPDATE user_session SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL', [
        member.userId,
      ]);
      await recordAudit(tx, caller, {
        action: 'member.secondFactorCleared',
        resource: { type: 'member', id, name: member.name },
      });
    },
    ['people'],
  );
}
