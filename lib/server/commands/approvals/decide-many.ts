import type { z } from 'zod';
import type { bulkDecisionRequest, bulkDecisionResult } from '#lib/contracts/approval.ts';
import { problems } from '#lib/contracts/problem.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { isRefusal } from '#lib/server/refusal.ts';
import { decideGate } from './decide-gate.ts';

/**
 * Several decisions, one after the other, each in its own commit: what one is refused for does not undo the others.
 * Answers with a result for each, in the order they were sent. Repeating the whole call is safe: what was decided is
 * then told as `gate_closed` or `already_voted`.
 */
export async function decideMany(
  caller: Caller,
  { decisions }: z.infer<typeof bulkDecisionRequest>,
): Promise<z.infer<typeof bulkDecisionResult>> {
  authorize(caller, 'gate.decide');
  const results: z.infer<typeof bulkDecisionResult>['results'] = [];
  for (const { id, ...request } of decisions) {
    try {
      // The call's Idempotency-Key keeps one answer; it cannot be any single decision's.
      await decideGate({ ...caller, once: null }, id, request);
      results.push({ id, ok: true, status: 200 });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { status, title } = problems[error.code];
      results.push({ id, ok: false, status, code: error.code, detail: error.details.detail ?? title });
    }
  }
  return { results };
}
