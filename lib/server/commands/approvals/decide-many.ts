import type { z } from 'zod';
import type { bulkDecisionRequest, bulkDecisionResult } from '#lib/contracts/approval.ts';
import { problems } from '#lib/contracts/problem.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { stepUpRefusal, withProof } from '#lib/server/auth/step-up.ts';
import { authorize } from '#lib/server/authorize.ts';
import { isRefusal } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { noApproval, runsOfGates } from '../../queries/approvals/find-gate.ts';
import { decideProven } from './decide-gate.ts';

type Bulk = z.infer<typeof bulkDecisionRequest>;
type Result = z.infer<typeof bulkDecisionResult>['results'][number];

/** Runs decided at once: more would only wait for the head of the workspace's record, and keep connections from others. */
const atOnce = 8;

/**
 * Several decisions, each in its own commit: what one is refused for does not undo the others. Those of one run keep
 * their order. Answers with a result for each, in the order they were sent. Repeating the whole call is safe: what was
 * decided is then told as `gate_closed` or `already_voted`. The proof that it is the caller is checked once; refuses as
 * a whole only where that is wrong.
 */
export async function decideMany(
  caller: Caller,
  { decisions, proof }: Bulk,
): Promise<z.infer<typeof bulkDecisionResult>> {
  authorize(caller, 'gate.decide');
  const steppedUp = await withProof(caller, proof, (proven) => proven(database().pool));
  const runs = await runsOfGates(
    caller,
    decisions.map(({ id }) => id),
  );
  const lines = Map.groupBy(decisions.keys(), (index) => runs.get(decisions[index]!.id) ?? null).entries();
  const results: Result[] = [];
  const work = async () => {
    for (const [runId, line] of lines)
      for (const index of line) results[index] = await decideOne(caller, runId, decisions[index]!, steppedUp);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { results };
}

async function decideOne(
  caller: Caller,
  runId: string | null,
  { id, ...request }: Bulk['decisions'][number],
  steppedUp: boolean,
): Promise<Result> {
  try {
    if (runId === null) throw noApproval();
    // The call's Idempotency-Key keeps one answer; it cannot be any single decision's.
    await decideProven({ ...caller, once: null }, { id, runId }, request, async () => steppedUp);
    return { id, ok: true, status: 200 };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const told = isRefusal(error, 'step_up_required') ? await stepUpRefusal(caller, error.details.detail) : error;
    const { status, title } = problems[told.code];
    return { id, ok: false, status, code: told.code, detail: told.details.detail ?? title };
  }
}
