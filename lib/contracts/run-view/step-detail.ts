import { attemptsOf } from '#lib/domain/run/attempts.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import { ownSpec, specWithFallback } from '#lib/domain/run/evolve/round.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { RunStepDetail } from '../run-step.ts';
import { isoOrNull, type StepFacts, stepViews } from './step-view.ts';

/** One step with its attempts. `events`: those that name it, in order. */
export function stepDetail(
  state: RunState,
  { step, events }: { step: string; events: Iterable<RunEvent> },
  facts: StepFacts,
): RunStepDetail {
  const own = ownSpec(state, step);
  const attempts = attemptsOf(events).map(({ startedAt, endedAt, ...attempt }) => ({
    ...attempt,
    kind: specWithFallback(own, attempt.fallback).kind,
    startedAt: isoOrNull(startedAt),
    endedAt: isoOrNull(endedAt),
  }));
  return { ...stepViews(state, [step], facts)[0]!, attempts };
}
