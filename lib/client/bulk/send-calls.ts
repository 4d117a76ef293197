import { ApiError } from '../api-error.ts';

/** Who sends many calls hears of what became of each, and may want to stop between two of them. */
export type Told<Result> = { stopped: () => boolean; onResults: (results: readonly Result[]) => void };
export type Sent<Left> = { end: 'done' | 'stopped' | 'lost'; left: Left };

/**
 * Sends call by call and tells each result once. Ends with none left, when `stopped` says so between two calls, or
 * with `lost` when the server could not be reached; called again with what is left, it goes on where it was. A refusal
 * of a whole call rejects, with nothing of that call done.
 */
export async function sendCalls<Call, Result>(
  calls: readonly Call[],
  { send, stopped, onResults }: Told<Result> & { send: (call: Call) => Promise<readonly Result[]> },
): Promise<Sent<readonly Call[]>> {
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

/** The same things in order, in parts of at most so many. */
export const partsOf = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
