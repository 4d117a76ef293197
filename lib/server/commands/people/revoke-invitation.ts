import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readInvitation } from '#lib/server/queries/people/invitations.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';

/** Withdraws an open invitation; its link ends. */
export async function revokeInvitation(caller: Caller, id: string): Promise<void> {
  authorize(caller, 'member.manage');
  await change(
    caller,
    async (tx) => {
      const invitation = await readInvitation(caller, id, tx);
      const { rowCount } = await tx.query(
        'UPDATE invitation SET revoked_at = now() WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL',
        [id],
      );
      if (rowCount === 0) throw refuse('invitation_spent');
      await recordAudit(tx, caller, {
        action: 'invitation.revoked',
        resource: { type: 'invitation', id, name: invitation.email },
      });
    },
    ['people'],
  );
}
