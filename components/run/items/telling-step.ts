import type { MapItemView } from '#lib/contracts/map-item.ts';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import type { StepStatus } from '#lib/domain/run/status.ts';

const order: readonly StepStatus[] = ['failed', 'waiting', 'running', 'ready', 'cancelled'];

/** The step of an item that most needs a look: what failed, asks or runs, else the last that was done. */
export function tellingStep({ steps }: Pick<MapItemView, 'steps'>): RunStepView | undefined {
  for (const status of order) {
    const found = steps.find((step) => step.status === status);
    if (found) return found;
  }
  return steps.findLast(({ status }) => status === 'succeeded') ?? steps.at(-1);
}
