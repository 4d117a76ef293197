import { partsOf } from '../bulk/send-calls.ts';

/** Runs of one call. */
const chunkSize = 50;

/** One call, always sent with the same key: sent again because its answer was lost, it changes nothing twice. */
export type RunCall = { key: string; ids: readonly string[] };

export const callsOf = (ids: readonly string[], newKey: () => string): RunCall[] =>
  partsOf(ids, chunkSize).map((part) => ({ key: newKey(), ids: part }));
