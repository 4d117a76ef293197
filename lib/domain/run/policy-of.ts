import type { GatePlacement, GatePolicy } from '../gate/spec.ts';
import type { RunState } from './state.ts';

/** The gate the author drew at this place of a step, or null. */
export function policyOf(state: RunState, step: string, placement: GatePlacement): GatePolicy | null {
  return state.stepSpecs.get(step)?.gates.find((gate) => gate.placement === placement) ?? null;
}

/** As `policyOf`, and where the engine itself has to ask ("did it happen?"), its own plain policy. */
export function gatePolicyOf(state: RunState, step: string, placement: GatePlacement): GatePolicy {
  return (
    policyOf(state, step, placement) ?? {
      ...engineGate,
      placement,
      title: `Did ${state.stepSpecs.get(step)?.name ?? step} happen?`,
    }
  );
}

const engineGate: Omit<GatePolicy, 'placement' | 'title'> = {
  description:
    'Its worker vanished while it ran. Approve accepts the failure, modify enters the result, retry runs it again.',
  reviewers: { users: [], groups: [] },
  quorum: 1,
  actions: ['approve', 'modify', 'retry', 'skip', 'cancel'],
  mandatory: false,
  outcomes: [],
  editable: true,
  form: null,
  commentRequired: [],
  selfApproval: 'workspace',
  dueMs: null,
  expireMs: null,
  expireThen: null,
  reuse: false,
};
