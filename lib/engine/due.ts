import type { Draft } from './draft.ts';
import type { DriverAttempts } from './driver-attempts.ts';
import type { Slots } from './slots.ts';

/** Gates that expired and a run past its time limit; retries that are due are found when the run settles. */
export function takeDue(draft: Draft, now: number): void {
  const { state } = draft;
  if (state.finishedAt !== null) return;
  for (const gate of [...state.openGates])
    if ((state.gates.get(gate)!.expiresAt ?? Number.POSITIVE_INFINITY) <= now)
      draft.take({ type: 'gateExpired', gate });
  if (state.deadlineAt !== null && state.deadlineAt <= now) draft.take({ type: 'runTimedOut' });
}

/**
 * What is under way in a cancelled run. Ours is stopped and says so itself; that of other workers ends here, and its
 * missing row stops it there.
 */
export function stopCancelled(
  draft: Draft,
  { runId, running, slots }: { runId: string; running: DriverAttempts; slots: Slots },
): void {
  const { state } = draft;
  if (state.cancel === null || state.finishedAt !== null) return;
  for (const id of [...state.active]) {
    const { attempt } = state.steps.get(id)!;
    const here = { runId, stepId: id, attempt };
    const own = running.get(id);
    if (own) own.abort('cancelled');
    else if (slots.has(here)) slots.cancel(here);
    else {
      const error = { kind: 'cancelled', message: 'It was stopped.' } as const;
      draft.take({ type: 'attemptFailed', step: id, attempt, error, random: 0 });
    }
  }
}
