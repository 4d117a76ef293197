import type { GatePlacement } from '../../gate/spec.ts';
import type { Command } from '../command.ts';
import type { NewRunEvent } from '../event.ts';
import { mayMove } from '../moving.ts';

import { gatePolicyOf, policyOf } from '../policy-of.ts';
import type { RunState } from '../state.ts';
import { mayPrepare } from './prepare.ts';
import { signedBefore } from './reuse.ts';

/** Which gate of a step has to be opened now: a due after or onFailure gate, or the one before it runs; null when none. */
export function dueGate(state: RunState, id: string, now: number): GatePlacement | null {
  const step = state.steps.get(id);
  if (!step || !mayMove(state, id)) return null;
  if (step.gateDue) return step.gateDue;
  if (!mayPrepare(state, id, now)) return null;
  if (state.stepSpecs.get(id)!.kind === 'gate') return 'alone';
  return policyOf(state, id, 'before') && !step.beforePassed ? 'before' : null;
}

export function openGate(state: RunState, command: Extract<Command, { type: 'openGate' }>, now: number): NewRunEvent[] {
  const placement = dueGate(state, command.step, now);
  if (!placement) return [];
  const { gate, step, payload, digest, reason, named } = command;
  const policy = command.policy ?? gatePolicyOf(state, step, placement);
  const signed = signedBefore(state, step, placement, { digest, policy });
  const opened = {
    gate,
    step,
    placement,
    attempt: state.steps.get(step)!.attempt,
    payload,
    digest,
    reason,
    policy: command.policy,
    named: named?.length ? named : undefined,
  };
  if (signed) {
    const { runId, number, gate: earlier, action, outcome, comment, signers } = signed;
    const from = { runId, number, gate: earlier };
    return [
      { type: 'gate.opened', data: { ...opened, dueAt: null, expiresAt: null } },
      { type: 'gate.reused', data: { gate, step, placement, digest, action, outcome, comment, from, signers } },
    ];
  }
  const after = (ms: number | null) => (ms === null ? null : now + ms);
  return [{ type: 'gate.opened', data: { ...opened, dueAt: after(policy.dueMs), expiresAt: after(policy.expireMs) } }];
}
