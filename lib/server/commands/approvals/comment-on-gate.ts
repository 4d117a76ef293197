import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { gateComment, gateCommentRequest } from '#lib/contracts/approval.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import type { Tx } from '#lib/storage/tx.ts';
import { findGate } from '../../queries/approvals/find-gate.ts';

type Comment = z.infer<typeof gateComment>;
type Said = z.infer<typeof gateCommentRequest>;

/**
 * Says something about a gate without deciding it; also after it closed. With `asks` it is a question to a member, with
 * `answers` the answer to a question of this gate. Refuses with `invalid_input` what names nobody or no question.
 */
export async function commentOnGate(caller: Caller, id: string, said: Said): Promise<Comment> {
  authorize(caller, 'gate.comment');
  const gate = await findGate(caller, id);
  return change(
    caller,
    async (tx) => {
      const about = await kindOf(tx, caller.workspace.id, gate.id, said);
      const { rows } = await tx.query<{ id: string; at: Date }>(
        `INSERT INTO gate_comment (id, gate_id, member_id, kind, asks_id, answers_id, text)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id, created_at AS at`,
        [randomUUID(), gate.id, caller.member.id, about.kind, about.asks?.id ?? null, about.answers, said.text],
      );
      await recordAudit(tx, caller, {
        action: 'gate.commented',
        resource: { type: 'gate', id: gate.id, name: gate.title },
        runId: gate.runId,
        details: {
          comment: said.text,
          ...(about.asks ? { asks: about.asks } : {}),
          ...(about.answers === null ? {} : { answers: about.answers }),
        },
      });
      return {
        id: rows[0]!.id,
        by: { id: caller.member.id, name: caller.user.name },
        at: rows[0]!.at.toISOString(),
        text: said.text,
        answered: false,
        ...about,
      };
    },
    ['approvals'],
  );
}

async function kindOf(
  tx: Tx,
  workspaceId: string,
  gateId: string,
  { asks, answers }: Said,
): Promise<Pick<Comment, 'kind' | 'asks' | 'answers'>> {
  if (asks !== undefined && answers !== undefined)
    throw refused('asks', 'A comment asks or answers, not both.', 'Send one of asks and answers.');
  if (asks !== undefined) return { kind: 'question', asks: await memberAsked(tx, workspaceId, asks), answers: null };
  if (answers === undefined) return { kind: 'comment', asks: null, answers: null };
  const { rows } = await tx.query(`SELECT 1 FROM gate_comment WHERE id = $1 AND gate_id = $2 AND kind = 'question'`, [
    answers,
    gateId,
  ]);
  if (rows.length === 0)
    throw refused('answers', 'This gate has no such question.', 'Send the id of a comment of kind question.');
  return { kind: 'answer', asks: null, answers };
}

async function memberAsked(tx: Tx, workspaceId: string, id: string): Promise<{ id: string; name: string }> {
  const { rows } = await tx.query<{ id: string; name: string }>(
    `SELECT m.id, u.name FROM member m JOIN app_user u ON u.id = m.user_id
     WHERE m.id = $1 AND m.workspace_id = $2 AND m.removed_at IS NULL AND u.disabled_at IS NULL`,
    [id, workspaceId],
  );
  if (!rows[0]) throw refused('asks', 'There is no such member.', 'Send the id of a member of the workspace.');
  return rows[0];
}

const refused = (path: string, message: string, fix: string) =>
  refuse('invalid_input', { detail: message, fix, errors: [{ path, message, fix }] });
