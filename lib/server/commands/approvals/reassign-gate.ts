import type { z } from 'zod';
import type { ApprovalSummary, reassignRequest } from '#lib/contracts/approval.ts';
import { bookOf, type GateBook } from '#lib/domain/gate/book.ts';
import { whom } from '#lib/domain/gate/eligibility.ts';
import { decide } from '#lib/domain/run/decide.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { wakeRun } from '#lib/server/doorbell.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { appendLocked, type LockedRun, lockRun, type Tx } from '#lib/storage/tx.ts';
import { approvalSummary } from '../../queries/approvals/approval-summary.ts';
import { findGate, noApproval } from '../../queries/approvals/find-gate.ts';
import { lineOf } from '../../queries/approvals/gate-line.ts';
import { voterFacts } from '../../queries/approvals/voter-facts.ts';
import { couldSign, holdsClaim, type Voters, votersOf } from '../../queries/approvals/voters.ts';
import { refuseRun } from '../refuse-run.ts';

/**
 * Others decide a gate than those it asked: groups by name, members by e-mail. Whoever chooses them does not decide it
 * any more. Refuses with `invalid_input` names the workspace does not have and a choice that could never let it pass;
 * with `gate_closed`, `policy_holds` (a policy of the workspace chose them), `action_not_allowed` (it goes by levels).
 */
export async function reassignGate(
  caller: Caller,
  id: string,
  given: z.output<typeof reassignRequest>,
): Promise<ApprovalSummary> {
  authorize(caller, 'gate.assign');
  const { runId } = await findGate(caller, id);
  const to = [...new Set(given.to)];
  const held: { run?: LockedRun } = {};
  const answer = await change(
    caller,
    async (tx) => {
      const run = await lockRun(tx, { runId, workspaceId: caller.workspace.id });
      const gate = run?.state.gates.get(id);
      if (!run || !gate) throw noApproval();
      held.run = run;
      const before = bookOf(run.state, gate);
      const decision = decide(
        run.state,
        { type: 'reassignGate', gate: id, actor: caller.actor, to, comment: given.comment },
        run.now,
      );
      if (!decision.ok) throw refuseRun(decision.refusal);
      if (typeof before.policy.quorum === 'object')
        throw refuse('action_not_allowed', {
          detail: 'This gate is signed level by level, each by those it names.',
          fix: 'Change the members of its groups instead.',
        });
      await requireKnown(tx, caller.workspace.id, given.to);
      const facts = await voterFacts(caller, { connection: tx });
      const voters = await votersOf(caller.workspace.id, facts, tx);
      await appendLocked(tx, run, { events: decision.events });
      const line = lineOf(run.state, gate);
      requireEnough(line.book, voters, caller.member.id);
      await endClaim(tx, id, line.book, voters);
      await recordAudit(tx, caller, {
        action: 'gate.reassigned',
        resource: { type: 'gate', id, name: line.title },
        runId,
        before: { decides: deciders(before) },
        after: { decides: deciders(line.book) },
        details: { to, ...(given.comment ? { comment: given.comment } : {}), step: gate.step, stepName: line.stepName },
      });
      return approvalSummary(line, { caller, facts });
    },
    ['runs', 'approvals'],
  );
  if (held.run) await wakeRun(held.run);
  return answer;
}

const deciders = (book: GateBook) => (book.asked === null ? 'everyone who may decide' : whom(book));

async function requireKnown(tx: Tx, workspaceId: string, to: readonly string[]): Promise<void> {
  const { rows } = await tx.query<{ name: string }>(
    `SELECT name FROM member_group WHERE workspace_id = $1 AND name = ANY($2)
     UNION SELECT u.email FROM member m JOIN app_user u ON u.id = m.user_id
     WHERE m.workspace_id = $1 AND m.removed_at IS NULL AND u.disabled_at IS NULL AND u.email = ANY($3)`,
    [workspaceId, to, to.map((name) => name.toLowerCase())],
  );
  const known = new Set(rows.map(({ name }) => name));
  const errors = to.flatMap((name, index) =>
    known.has(name) || known.has(name.toLowerCase())
      ? []
      : [{ path: `to.${index}`, message: 'is no group of this workspace and no e-mail of a member' }],
  );
  if (errors.length > 0)
    throw refuse('invalid_input', {
      detail: `${given(to, errors[0]!.path)} ${errors[0]!.message}.`,
      fix: 'Use the name of a group or the e-mail of a member.',
      errors,
    });
}

const given = (to: readonly string[], path: string) => `“${to[Number(path.slice('to.'.length))]}”`;

/** A gate that nobody can let pass any more would only wait. */
function requireEnough(book: GateBook, voters: Voters, first: string): void {
  const { quorum } = book.policy;
  const need = Math.max(typeof quorum === 'number' ? quorum : 1, book.secondFor === null ? 1 : 2);
  const signed = new Set(book.votes.map(({ id }) => id)).size;
  const have = signed + couldSign(book, voters, { first, most: need }).length;
  if (have >= need) return;
  const message =
    have === 0 ? 'names nobody who could let it pass' : `names ${have} who could let it pass, of ${need} it needs`;
  throw refuse('invalid_input', {
    detail: `That ${message}.`,
    fix: 'Name others too: whoever started the run, wrote the version or chooses here cannot sign.',
    errors: [{ path: 'to', message }],
  });
}

async function endClaim(tx: Tx, id: string, book: GateBook, voters: Voters): Promise<void> {
  const { rows } = await tx.query<{ claimer: string | null }>(
    'SELECT claimed_by_id AS claimer FROM gate WHERE id = $1',
    [id],
  );
  const claimer = rows[0]?.claimer;
  if (claimer && !holdsClaim(book, voters, claimer))
    await tx.query('UPDATE gate SET claimed_by_id = NULL WHERE id = $1', [id]);
}
