import type { z } from 'zod';
import type { bulkDecisionRequest, bulkDecisionResult } from '#lib/contracts/approval.ts';
import { partsOf, type Sent, sendCalls, type Told } from '../bulk/send-calls.ts';

export type BulkDecision = z.infer<typeof bulkDecisionRequest>['decisions'][number];
export type BulkResult = z.infer<typeof bulkDecisionResult>['results'][number];

/** Decisions of one call. */
const chunkSize = 100;

/** What is left to send, and of what nobody knows whether it arrived: its answer was lost. */
export type BulkQueue = { waiting: readonly BulkDecision[]; uncertain: ReadonlySet<string> };

/**
 * Sends decisions as `sendCalls` does, in calls of a hundred. What is sent a second time and refused as decided may be
 * one's own first sending: `isOwn` finds out.
 */
export async function sendInChunks(
  { waiting, uncertain }: BulkQueue,
  {
    send,
    isOwn,
    ...told
  }: Told<BulkResult> & {
    send: (decisions: readonly BulkDecision[]) => Promise<readonly BulkResult[]>;
    isOwn: (id: string) => Promise<boolean>;
  },
): Promise<Sent<BulkQueue>> {
  const sent = await sendCalls(partsOf(waiting, chunkSize), {
    ...told,
    send: async (part) => {
      const results = await send(part);
      return Promise.all(results.map((result) => (uncertain.has(result.id) ? settled(result, isOwn) : result)));
    },
  });
  const lost = sent.end === 'lost' ? (sent.left[0] ?? []) : [];
  const left = { waiting: sent.left.flat(), uncertain: new Set([...uncertain, ...lost.map(({ id }) => id)]) };
  return { ...sent, left };
}

const decidedCodes = new Set(['gate_closed', 'already_voted']);

async function settled(result: BulkResult, isOwn: (id: string) => Promise<boolean>): Promise<BulkResult> {
  if (result.ok || !decidedCodes.has(result.code ?? '')) return result;
  return (await isOwn(result.id)) ? { id: result.id, ok: true, status: 200 } : result;
}
