import type { ProblemCode } from '#lib/contracts/problem.ts';
import type { Refusal as DomainRefusal, RefusalCode } from '#lib/domain/run/command.ts';
import { type Refusal, type RefusalDetails, refuse } from '#lib/server/refusal.ts';

const codes = {
  run_ended: 'run_ended',
  run_not_started: 'not_found',
  gate_closed: 'gate_closed',
  gate_unknown: 'not_found',
  stale_digest: 'stale_digest',
  not_a_reviewer: 'not_a_reviewer',
  self_approval: 'self_approval',
  already_voted: 'already_voted',
  action_not_allowed: 'action_not_allowed',
  comment_required: 'comment_required',
  form_invalid: 'form_invalid',
  payload_invalid: 'payload_invalid',
  outcome_unknown: 'outcome_unknown',
  step_up_required: 'step_up_required',
  policy_holds: 'policy_holds',
  already_started: 'conflict',
  not_paused: 'not_paused',
  step_unknown: 'not_found',
  step_busy: 'step_busy',
  step_not_over: 'step_not_over',
  step_has_gate: 'step_has_gate',
  too_many_signals: 'conflict',
} as const satisfies Record<RefusalCode, ProblemCode>;

/** A refusal of the run's own rules as a problem of the API. */
export function refuseRun({ code, message }: DomainRefusal, more: RefusalDetails = {}): Refusal {
  return refuse(codes[code], { detail: message, ...more });
}
