import type { PersonCommand, Refusal, RefusalCode } from '../command.ts';
import type { Decision } from '../decide.ts';
import { ended } from '../evolve/ending.ts';
import { type ItemStep, itemStep } from '../item.ts';
import { isStopped } from '../moving.ts';
import type { RunState, StepState } from '../state.ts';
import { isRuleGate, startOver, voidGates } from './start-over.ts';

type Of<T extends PersonCommand['type']> = Extract<PersonCommand, { type: T }>;

/** A person runs one step of a live run again, and with it whatever already followed from how it ended. */
export function retryStep(state: RunState, command: Of<'retryStep'>): Decision {
  const found = changeable(state, command.step);
  if ('code' in found) return { ok: false, refusal: found };
  const { step, name } = found;
  if (step.phase === 'gated') return refuse('step_has_gate', `${name} waits at a gate: decide there.`);
  if (isRuleGate(state, command.step))
    return refuse('step_has_gate', `${name} is asked by a rule: it asks again when the rule comes true again.`);
  if (!ended.has(step.phase) && step.phase !== 'retrying')
    return refuse('step_not_over', `${name} has not ended, so there is nothing to retry.`);
  const item = itemStep(command.step);
  const reopens = item && ended.has(state.steps.get(item.map)!.phase) ? item.map : undefined;
  if (item && !isOfLatest(state, item))
    return refuse('step_busy', `${name} belongs to an earlier attempt of ${item.map}.`);
  const steps = withFollowers(state, command.step);
  if (reopens !== undefined) steps.push(...withFollowers(state, reopens).filter((id) => id !== reopens));
  const busy = steps.find((id) => state.active.has(id) || state.suspended.has(id));
  if (busy !== undefined)
    return refuse('step_busy', `${state.stepSpecs.get(busy)!.name} is under way on its result. Wait until it ends.`);
  const reset = { steps, by: command.actor, ...(reopens && { reopens }), feedback: command.comment };
  return { ok: true, events: startOver(state, reset, command.actor) };
}

/** Whether the item is one of the map's latest attempt, which goes on or has ended: one that is to begin anew has none yet. */
function isOfLatest(state: RunState, { map, prefix }: ItemStep): boolean {
  const { phase } = state.steps.get(map)!;
  return state.maps.get(map)?.prefix === prefix && (phase === 'suspended' || ended.has(phase));
}

/** A person leaves one step of a live run out. Where a gate guards the step, only the gate can let it be skipped. */
export function skipStep(state: RunState, command: Of<'skipStep'>): Decision {
  const found = changeable(state, command.step);
  if ('code' in found) return { ok: false, refusal: found };
  const { step, name } = found;
  if (ended.has(step.phase)) return refuse('step_busy', `${name} has ended already.`);
  if (state.stepSpecs.get(command.step)!.gates.length > 0 || step.gate !== null)
    return refuse('step_has_gate', `${name} has a gate: it can only be skipped by whom the gate asks, there.`);
  const reason = skipReason(command);
  return {
    ok: true,
    events: [
      ...voidGates(state, [command.step], { by: command.actor, comment: reason }),
      { type: 'step.skipped', data: { step: command.step, how: 'waived', reason } },
    ],
  };
}

/**
 * What a person may do with each step just now: the same answers as `retryStep` and `skipStep`, for all steps at the
 * price of one look at what is under way.
 */
export function stepControls(state: RunState): (id: string) => { retry: boolean; skip: boolean } {
  const behind = behindBusy(state);
  return (id) => {
    const found = changeable(state, id);
    if ('code' in found) return { retry: false, skip: false };
    const { step } = found;
    const over = ended.has(step.phase);
    const item = itemStep(id);
    const mapOver = item && ended.has(state.steps.get(item.map)!.phase);
    const retry =
      (over || step.phase === 'retrying') &&
      !behind.has(id) &&
      !isRuleGate(state, id) &&
      (!item || (isOfLatest(state, item) && !(mapOver && behind.has(item.map))));
    return { retry, skip: !over && state.stepSpecs.get(id)!.gates.length === 0 && step.gate === null };
  };
}

/** Steps that are under way or have something under way below them. */
function behindBusy(state: RunState): Set<string> {
  const behind = new Set<string>();
  const open = [...state.active, ...state.suspended];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (behind.has(at)) continue;
    behind.add(at);
    if (state.steps.get(at)!.phase === 'pending') continue;
    for (const need of state.stepSpecs.get(at)!.needs) open.push(need.step);
  }
  return behind;
}

const skipReason = ({ actor, reason }: Of<'skipStep'>) =>
  `skipped by ${actor.name}${reason.trim() ? `: ${reason.trim()}` : ''}`;

function changeable(state: RunState, id: string): { step: StepState; name: string } | Refusal {
  if (state.finishedAt !== null) return { code: 'run_ended', message: `The run has ${state.status} already.` };
  const step = state.steps.get(id);
  if (!step) return { code: 'step_unknown', message: 'The run has no such step.' };
  if (isStopped(state, id)) return { code: 'run_ended', message: 'The run is being stopped.' };
  return { step, name: state.stepSpecs.get(id)!.name };
}

/** The step and everything below it that has ended, asks, or was about to start. */
function withFollowers(state: RunState, id: string): string[] {
  const chosen = new Set<string>([id]);
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const edge of state.dependents.get(at) ?? []) {
      if (chosen.has(edge.step) || state.steps.get(edge.step)!.phase === 'pending') continue;
      chosen.add(edge.step);
      open.push(edge.step);
    }
  return [...state.steps.keys()].filter((step) => chosen.has(step));
}

const refuse = (code: RefusalCode, message: string): Decision => ({ ok: false, refusal: { code, message } });
