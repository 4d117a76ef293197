import type { PasswordLink } from '#lib/contracts/coming-in.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readMember } from '#lib/server/queries/people/members.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { requireOwnerEverywhere, requireRank } from './grant.ts';
import { insertPasswordLink } from './password-link.ts';

const elsewhere =
  'They can ask for a link by mail on the sign-in page, or the operator of this server makes one with npm run password-link.';

/**
 * Makes a link with which a member sets a new password, shown in this answer only. An account spans workspaces: whoever
 * belongs to one that the caller does not own is out of reach, since the link would open that one as well.
 */
export async function makePasswordLink(caller: Caller, memberId: string): Promise<PasswordLink> {
  authorize(caller, 'member.reset');
  return change(
    caller,
    async (tx) => {
      const member = await readMember(caller, memberId, tx);
      requireRank(caller, member.role);
      if (member.userId === caller.user.id)
        throw refuse('conflict', {
          detail: 'Your own password is changed in your profile, with the current one.',
          fix: 'If you forgot it, use the link on the sign-in page, or ask the operator of this server.',
        });
      await tx.query('SELECT 1 FROM app_user WHERE id = $1 FOR UPDATE', [member.userId]);
      await requireOwnerEverywhere(tx, caller, member.userId, elsewhere);
      const made = await insertPasswordLink(tx, { userId: member.userId, madeBy: caller.member.id, hours: 24 });
      await recordAudit(tx, caller, {
        action: 'member.resetLinkMade',
        resource: { type: 'member', id: memberId, name: member.name },
        details: { expiresAt: made.expiresAt },
      });
      return made;
    },
    ['people'],
  );
}
