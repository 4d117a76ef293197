import type { RunStepView } from '#lib/contracts/run-step.ts';
import { stepStatuses } from '#lib/domain/run/status.ts';
import { matches } from './matches.ts';

export const stepColumns = ['order', 'status', 'name', 'attempts', 'duration'] as const;
export type StepColumn = (typeof stepColumns)[number];
export type StepOrder = { by: StepColumn; down: boolean };

/** What needs an eye first. */
const urgency = ['failed', 'waiting', 'running', 'ready', 'pending', 'cancelled', 'skipped', 'succeeded'] as const;

/** Why a step waits, failed or was skipped, or what it warns of. */
export const reasonOf = (step: Pick<RunStepView, 'waitingFor' | 'error' | 'reason' | 'warning'>) =>
  step.waitingFor?.text ?? step.error?.message ?? step.reason ?? step.warning;

/** ms from its first start to its end, or to now; null before. */
export const lengthOf = (step: Pick<RunStepView, 'startedAt' | 'finishedAt'>, now: number): number | null =>
  step.startedAt === null ? null : (step.finishedAt ? Date.parse(step.finishedAt) : now) - Date.parse(step.startedAt);

/** After a click on a column's head: by it, the other way round, as the workflow has them. Numbers begin with the largest. */
export function nextOrder(before: StepOrder, by: StepColumn): StepOrder {
  const down = by === 'duration' || by === 'attempts';
  if (before.by !== by) return { by, down };
  return before.down === down ? { by, down: !down } : { by: 'order', down: false };
}

/** Steps that fit, in the wanted order; what is equal stays in the workflow's. */
export function orderedSteps(
  steps: readonly RunStepView[],
  { text, status, order, now }: { text: string; status: string; order: StepOrder; now: number },
): RunStepView[] {
  const fit = steps.filter(
    (step) =>
      (!status || step.status === status) &&
      (!text || matches(text, [step.name, step.id, step.kind, stepStatuses[step.status].label, reasonOf(step)])),
  );
  if (order.by === 'order') return order.down ? fit.toReversed() : fit;
  const rank: Record<Exclude<StepColumn, 'order'>, (a: RunStepView, b: RunStepView) => number> = {
    status: (a, b) => urgency.indexOf(a.status) - urgency.indexOf(b.status),
    name: (a, b) => a.name.localeCompare(b.name),
    attempts: (a, b) => a.attempt - b.attempt,
    duration: (a, b) => (lengthOf(a, now) ?? -1) - (lengthOf(b, now) ?? -1),
  };
  const compare = rank[order.by];
  return fit.toSorted((a, b) => (order.down ? compare(b, a) : compare(a, b)));
}
