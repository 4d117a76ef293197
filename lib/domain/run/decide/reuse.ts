import { exclusionsOf } from '../../gate/book.ts';
import type { GatePlacement, GatePolicy } from '../../gate/spec.ts';
import type { Command } from '../command.ts';
import type { NewRunEvent } from '../event.ts';
import { mayMove } from '../moving.ts';
import type { SignedGate } from '../reuse.ts';
import { awaitsReuse, endedAsBefore } from '../same-as-before.ts';
import type { RunState } from '../state.ts';

/** Whether a ready step is taken over from the earlier run: what it needs ended as it did then. */
export function mayReuse(state: RunState, id: string): boolean {
  if (state.reuse === null || state.steps.get(id)?.phase !== 'ready' || !mayMove(state, id)) return false;
  return awaitsReuse(state, id) && state.stepSpecs.get(id)!.needs.every((need) => endedAsBefore(state, need.step));
}

export function reuseStep(state: RunState, command: Extract<Command, { type: 'reuseStep' }>): NewRunEvent[] {
  return mayReuse(state, command.step) ? [{ type: 'step.reused', data: { step: command.step } }] : [];
}

/**
 * The signature that stands in for a new one: the gate permits it, exactly the same was signed, and none of those who
 * signed is excluded here (whoever runs it again cannot count their own signature).
 */
export function signedBefore(
  state: RunState,
  step: string,
  placement: GatePlacement,
  { digest, policy }: { digest: string; policy: GatePolicy },
): SignedGate | null {
  if (!state.reuse || placement === 'onFailure' || !policy.reuse) return null;
  const found = state.reuse.gates.find(
    (gate) => gate.step === step && gate.placement === placement && gate.digest === digest,
  );
  if (!found) return null;
  const excluded = new Set(exclusionsOf(state, { id: null, step, editors: [], assigned: null }).map(({ id }) => id));
  return found.signers.some(({ actor }) => excluded.has(actor.id ?? '')) ? null : found;
}
