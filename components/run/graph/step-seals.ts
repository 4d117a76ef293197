import type { StepSeal } from '#components/canvas/seal-slot.tsx';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import type { GatePlacement } from '#lib/domain/gate/spec.ts';

/** A seal drops once when it is not older than this. */
const freshMs = 4000;

/** Who signed at which of a step's gates, in the order of time, and the one that waits. */
export function sealsOf(step: RunStepView): StepSeal[] {
  const decided = step.seals
    .filter((seal) => seal.action !== 'void')
    .map((seal) => ({
      placement: seal.placement as GatePlacement,
      name: seal.by.name,
      action: seal.outcome ?? seal.action,
      fresh: Date.now() - Date.parse(seal.at) < freshMs,
    }));
  if (step.gate === null) return decided;
  const open = step.waitingFor?.reason === 'approval' ? placementOf(step) : null;
  return open ? [...decided, { placement: open }] : decided;
}

/** Where the open gate of a step sits: after it when there is a result, on failure when there is an error. */
function placementOf(step: RunStepView): GatePlacement {
  if (step.kind === 'gate') return 'alone';
  if (step.error) return 'onFailure';
  return step.output === undefined || step.output === null ? 'before' : 'after';
}
