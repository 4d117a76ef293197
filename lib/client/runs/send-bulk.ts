import type { BulkRunResult } from '#lib/contracts/run-bulk.ts';
import { ApiError } from '../api-error.ts';

/** Runs of one call. */
const chunkSize = 50;

/** One call, always sent with the same key: sent again because its answer was lost, it changes nothing twice. */
export type BulkCall = { key: string; ids: readonly string[] };

export function callsOf(ids: readonly string[], newKey: () => string): BulkCall[] {
  return Array.from({ length: Math.ceil(ids.length / chunkSize) }, (_, at) => ({
    key: newKey(),
    ids: ids.slice(at * chunkSize, (at + 1) * chunkSize),
  }));
}

/**
 * Sends call by call and tells each result once. Ends with none left, when `stopped` says so between two calls, or
 * with `lost` when the server could not be reached; called again with what is left, it goes on where it was. A refusal
 * of a whole call rejects, with nothing of that call done.
 */
export async function sendBulk(
  calls: readonly BulkCall[],
  {
    send,
    stopped,
    onResults,
  }: {
    send: (call: BulkCall) => Promise<readonly BulkRunResult[]>;
    stopped: () => boolean;
    onResults: (results: readonly BulkRunResult[]) => void;
  },
): Promise<{ end: 'done' | 'stopped' | 'lost'; left: readonly BulkCall[] }> {
  for (const [at, call] of calls.entries()) {
    if (stopped()) return { end: 'stopped', left: calls.slice(at) };
    try {
      onResults(await send(call));
    } catch (error) {
      const { status } = ApiError.from(error);
      if (status !== 0 && status < 500) throw error;
      return { end: 'lost', left: calls.slice(at) };
    }
  }
  return { end: 'done', left: [] };
}
