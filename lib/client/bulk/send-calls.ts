import { ApiError } from '../api-error.ts';

/** Who sends many calls hears of what became of each, and may want to stop between two of them. */
export type Told<Result> = { stopped: () => boolean; onResults: (results: readonly Result[]) => void };
export type Sent<Left> = { left: Left } & ({ end: 'done' | 'stopped' | 'lost' } | { end: 'refused'; error: ApiError });

/**
 * Sends call by call and tells each result once. Ends with none left, when `stopped` says so between two calls, with
 * `lost` when the server could not be reached, or with `refused` when a whole call was, and nothing of it done; called
 * again with what is left, it goes on where it was.
 */
export async function sendCalls<Call, Result>(
  calls: readonly Call[],
  { send, stopped, onResults }: Told<Result> & { send: (call: Call) => Promise<readonly Result[]> },
): Promise<Sent<readonly Call[]>> {
  for (const [at, call] of calls.entries()) {
    if (stopped()) return { end: 'stopped', left: calls.slice(at) };
    try {
      onResults(await send(call));
    } catch (thrown) {
      const error = ApiError.from(thrown);
      const left = calls.slice(at);
      return error.status === 0 || error.status >= 500 ? { end: 'lost', left } : { end: 'refused', left, error };
    }
  }
  return { end: 'done', left: [] };
}

/** The same things in order, in parts of at most so many. */
export const partsOf = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
