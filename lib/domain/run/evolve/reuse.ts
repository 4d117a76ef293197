import type { RunEvent } from '../event.ts';
import { policyOf } from '../policy-of.ts';
import { reusable } from '../same-as-before.ts';
import type { RunState } from '../state.ts';
import { finishStep } from './ending.ts';
import { closeGate, remember } from './gate.ts';

/** The step has the result it had in the earlier run. Its gate after it is asked on that. */
export function takeOver(
  state: RunState,
  { data, at }: Extract<RunEvent, { type: 'step.reused' }>,
  askAfter: (id: string) => void,
): void {
  const id = data.step;
  const step = state.steps.get(id)!;
  const then = reusable(state, id);
  if (!then) throw new Error(`the run has no earlier result of step ${JSON.stringify(id)}`);
  step.reused = true;
  step.attempt = then.attempt;
  step.round = then.round;
  step.params = then.params ?? null;
  step.output = then.output ?? null;
  step.outcome = then.outcome ?? null;
  step.warning = then.warning ?? null;
  step.reason = then.reason ?? null;
  step.artifacts = then.artifacts ?? [];
  for (const editor of then.editors ?? []) remember(state.editors, id, editor);
  if (then.end === 'succeeded' && policyOf(state, id, 'after')) return askAfter(id);
  finishStep(state, id, then.end, at);
}

/** The gate passes without a vote: what it asks was signed in an earlier run. */
export function reuseSignature(state: RunState, { data, at, seq }: Extract<RunEvent, { type: 'gate.reused' }>): void {
  const { gate, step, action, outcome, comment, from, signers } = data;
  state.gates.get(gate)!.reused = { ...from, signers };
  closeGate(state, {
    seq,
    at,
    type: 'gate.closed',
    data: { gate, step, action, outcome, comment, by: signers.at(-1)!.actor },
  });
}
