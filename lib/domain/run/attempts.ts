import type { RunEvent } from './event.ts';
import type { StepError } from './step-error.ts';

/** One time that a step was tried. `fallback`: 0 for the step itself. Times in Unix ms. */
export type Attempt = {
  attempt: number;
  fallback: number;
  startedAt: number | null;
  endedAt: number | null;
  end: 'succeeded' | 'failed' | 'lost' | null;
  error: StepError | null;
};

/** The attempts of a step, oldest first, from the events that name it. */
export function attemptsOf(events: Iterable<RunEvent>): Attempt[] {
  const attempts = new Map<number, Attempt>();
  let fallback = 0;
  for (const event of events) {
    switch (event.type) {
      case 'attempt.queued':
      case 'attempt.started': {
        const { attempt } = event.data;
        const known = attempts.get(attempt);
        const startedAt = event.type === 'attempt.started' ? event.at : null;
        if (known) known.startedAt ??= startedAt;
        else attempts.set(attempt, { attempt, fallback, startedAt, endedAt: null, end: null, error: null });
        break;
      }
      case 'attempt.succeeded':
        end(attempts.get(event.data.attempt), event.at, 'succeeded', null);
        break;
      case 'attempt.failed':
        end(attempts.get(event.data.attempt), event.at, 'failed', event.data.error);
        fallback = event.data.fallback ?? fallback;
        break;
      case 'attempt.lost':
        end(attempts.get(event.data.attempt), event.at, 'lost', null);
        break;
      case 'step.unprepared':
        fallback = event.data.fallback ?? fallback;
        break;
      case 'steps.reset':
        fallback = 0;
    }
  }
  return [...attempts.values()];
}

function end(
  attempt: Attempt | undefined,
  at: number,
  how: NonNullable<Attempt['end']>,
  error: StepError | null,
): void {
  if (attempt) Object.assign(attempt, { endedAt: at, end: how, error });
}
