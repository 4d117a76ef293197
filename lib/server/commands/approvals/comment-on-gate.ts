import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { gateComment, gateCommentRequest } from '#lib/contracts/approval.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { findGate } from '../../queries/approvals/find-gate.ts';

/** Says something about a gate without deciding it; also after it closed. */
export async function commentOnGate(
  caller: Caller,
  id: string,
  { text }: z.infer<typeof gateCommentRequest>,
): Promise<z.infer<typeof gateComment>> {
  authorize(caller, 'gate.comment');
  const gate = await findGate(caller, id);
  return change(
    caller,
    async (tx) => {
      const { rows } = await tx.query<{ id: string; at: Date }>(
        `INSERT INTO gate_comment (id, gate_id, member_id, text) VALUES ($1, $2, $3, $4)
         RETURNING id, created_at AS at`,
        [randomUUID(), gate.id, caller.member.id, text],
      );
      const comment = { id: rows[0]!.id, by: caller.user.name, at: rows[0]!.at.toISOString(), text };
      await recordAudit(tx, caller, {
        action: 'gate.commented',
        resource: { type: 'gate', id: gate.id, name: gate.title },
        runId: gate.runId,
        details: { comment: text },
      });
      return comment;
    },
    ['approvals'],
  );
}
