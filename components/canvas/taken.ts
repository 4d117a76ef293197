import type { RunStepView } from '#lib/contracts/run-step.ts';

/** Whose result a step has that was not run: by the cache, of the run with that number; null: of the run that this one repeats. */
export type Taken = { run: number | null };

export function takenOf({ cached, reused }: Pick<RunStepView, 'cached' | 'reused'>): Taken | null {
  if (cached) return { run: cached.number };
  return reused ? { run: null } : null;
}

export const takenText = ({ run }: Taken): string =>
  run === null ? 'Not run: result of the run that this one repeats' : `Not run: result of #${run}, from the cache`;
