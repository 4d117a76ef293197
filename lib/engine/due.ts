import { gateTimes } from '#lib/domain/run/decide/gate-course.ts';
import { isFull } from '#lib/domain/run/decide/prepare.ts';
import { isStopped, timeBrings } from '#lib/domain/run/moving.ts';
import type { Draft } from './draft.ts';
import type { DriverAttempts } from './driver-attempts.ts';
import type { Slots } from './slots.ts';

/** Gates, waits, roll-backs and runs whose time has come; retries that are due are found when the run settles. */
export function takeDue(draft: Draft, now: number, holder: { epoch: number; worker: string }): void {
  const { state } = draft;
  if (state.finishedAt !== null) return;
  for (const gate of [...state.openGates]) {
    if ((state.gates.get(gate)!.expiresAt ?? Number.POSITIVE_INFINITY) <= now)
      draft.take({ type: 'gateExpired', gate });
    const { remindAt, escalateAt } = gateTimes(state, state.gates.get(gate)!);
    if (escalateAt !== null && escalateAt <= now) draft.take({ type: 'gateEscalationDue', gate });
    if (remindAt !== null && remindAt <= now) draft.take({ type: 'gateReminderDue', gate });
  }
  if (state.deadlineAt !== null && state.deadlineAt <= now) draft.take({ type: 'runTimedOut' });
  if (state.failing?.deadlineAt != null && state.failing.deadlineAt <= now) draft.take({ type: 'rollbackTimedOut' });
  for (const id of [...state.suspended]) {
    const brings = timeBrings(state, id, now);
    if (brings === null) continue;
    const about = { step: id, attempt: state.steps.get(id)!.attempt };
    if (brings !== 'again') draft.take({ type: 'waitDue', ...about });
    else if (!isFull(state)) draft.take({ type: 'resumeAttempt', ...about, ...holder });
  }
}

/**
 * What is under way and not wanted any more, since the run is cancelled or has failed. Ours is stopped and says so itself; that of other workers ends here, and its
 * missing row stops it there.
 */
export function stopUnwanted(
  draft: Draft,
  { runId, running, slots }: { runId: string; running: DriverAttempts; slots: Slots },
): void {
  const { state } = draft;
  if (state.finishedAt !== null) return;
  running.stopOthers(state);
  if (state.cancel === null && state.failing === null) return;
  for (const id of [...state.active]) {
    if (!isStopped(state, id)) continue;
    const { attempt } = state.steps.get(id)!;
    const here = { runId, stepId: id, attempt };
    if (running.stop(id, 'cancelled')) continue;
    if (slots.has(here)) slots.cancel(here);
    else {
      const error = { kind: 'cancelled', message: 'It was stopped.' } as const;
      draft.take({ type: 'attemptFailed', step: id, attempt, error, random: 0 });
    }
  }
}
