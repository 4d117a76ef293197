import type { z } from 'zod';
import type { bulkDecisionRequest, bulkDecisionResult } from '#lib/contracts/approval.ts';
import { ApiError } from '../api-error.ts';

export type BulkDecision = z.infer<typeof bulkDecisionRequest>['decisions'][number];
export type BulkResult = z.infer<typeof bulkDecisionResult>['results'][number];

/** Decisions of one call. */
const chunkSize = 100;

/** What is left to send, and of what nobody knows whether it arrived: its answer was lost. */
export type BulkQueue = { waiting: readonly BulkDecision[]; uncertain: ReadonlySet<string> };

/**
 * Sends decisions call by call and tells each result once. Ends with nothing waiting, when `stopped` says so between two
 * calls, or with `lost` when the server could not be reached; called again with what is left, it goes on where it
 * stopped. What is sent a second time and refused as decided may be one's own first sending: `isOwn` finds out. A refusal
 * of a whole call (a wrong password) rejects, with nothing of that call done.
 */
export async function sendInChunks(
  queue: BulkQueue,
  {
    send,
    isOwn,
    stopped,
    onResults,
  }: {
    send: (decisions: readonly BulkDecision[]) => Promise<readonly BulkResult[]>;
    isOwn: (id: string) => Promise<boolean>;
    stopped: () => boolean;
    onResults: (results: readonly BulkResult[]) => void;
  },
): Promise<{ end: 'done' | 'stopped' | 'lost'; left: BulkQueue }> {
  let { waiting, uncertain } = queue;
  while (waiting.length > 0) {
    if (stopped()) return { end: 'stopped', left: { waiting, uncertain } };
    const chunk = waiting.slice(0, chunkSize);
    try {
      const results = await send(chunk);
      onResults(
        await Promise.all(results.map((result) => (uncertain.has(result.id) ? settled(result, isOwn) : result))),
      );
    } catch (error) {
      const { status } = ApiError.from(error);
      if (status !== 0 && status < 500) throw error;
      return { end: 'lost', left: { waiting, uncertain: new Set([...uncertain, ...chunk.map(({ id }) => id)]) } };
    }
    waiting = waiting.slice(chunk.length);
  }
  return { end: 'done', left: { waiting, uncertain } };
}

const decidedCodes = new Set(['gate_closed', 'already_voted']);

async function settled(result: BulkResult, isOwn: (id: string) => Promise<boolean>): Promise<BulkResult> {
  if (result.ok || !decidedCodes.has(result.code ?? '')) return result;
  return (await isOwn(result.id)) ? { id: result.id, ok: true, status: 200 } : result;
}
