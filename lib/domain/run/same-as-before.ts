import type { ReusableStep } from './reuse.ts';
import type { RunState } from './state.ts';
import { hashOf, type Value } from './value.ts';

/** How the step ended in the run that this one repeats, when that counts; null when it runs anew. */
export function reusable(state: RunState, id: string): ReusableStep | null {
  return state.reuse && Object.hasOwn(state.reuse.steps, id) ? state.reuse.steps[id]! : null;
}

/** Whether the step may still be taken over: it has not begun. A gate never is: it is asked again. */
export function awaitsReuse(state: RunState, id: string): boolean {
  const step = state.steps.get(id)!;
  return (
    reusable(state, id) !== null &&
    state.stepSpecs.get(id)!.kind !== 'gate' &&
    step.round === 1 &&
    step.attempt === 0 &&
    !step.reused
  );
}

/** Whether the step ended as it did then, so that what follows from it is the same too. */
export function endedAsBefore(state: RunState, id: string): boolean {
  const then = reusable(state, id);
  const now = state.steps.get(id)!;
  if (!then || !(now.reused || state.stepSpecs.get(id)!.kind === 'gate')) return false;
  return now.phase === then.end && now.outcome === (then.outcome ?? null) && same(now.output, then.output ?? null);
}

const same = (a: Value | null, b: Value | null): boolean =>
  a === null || b === null ? a === b : a === b || hashOf(a) === hashOf(b);
