import { plainPolicy } from '../gate/plain-policy.ts';
import type { GatePlacement, GatePolicy } from '../gate/spec.ts';
import type { GateState, RunState } from './state.ts';

/** The gate the author drew at this place of a step, or null. */
export function policyOf(state: RunState, step: string, placement: GatePlacement): GatePolicy | null {
  return state.stepSpecs.get(step)?.gates.find((gate) => gate.placement === placement) ?? null;
}

/** As `policyOf`, and where the engine itself has to ask ("did it happen?"), its own plain policy. */
export function gatePolicyOf(state: RunState, step: string, placement: GatePlacement): GatePolicy {
  return (
    policyOf(state, step, placement) ?? {
      ...plainPolicy,
      description:
        'Its worker vanished while it ran. Approve accepts the failure, modify enters the result, retry runs it again.',
      placement,
      title: `Did ${state.stepSpecs.get(step)?.name ?? step} happen?`,
    }
  );
}

/** The policy that an open or closed gate was decided by: as it was when the gate opened. */
export function policyAt(state: RunState, gate: Pick<GateState, 'step' | 'placement' | 'policy'>): GatePolicy {
  return gate.policy ?? gatePolicyOf(state, gate.step, gate.placement);
}
