import type { PersonCommand, Refusal, RefusalCode } from '../command.ts';
import type { Decision } from '../decide.ts';
import { ended } from '../evolve/ending.ts';
import { itemStep } from '../item.ts';
import { isStopped } from '../moving.ts';
import type { RunState, StepState } from '../state.ts';

type Of<T extends PersonCommand['type']> = Extract<PersonCommand, { type: T }>;

/** A person runs one step of a live run again, and with it whatever already followed from how it ended. */
export function retryStep(state: RunState, command: Of<'retryStep'>): Decision {
  const found = changeable(state, command.step);
  if ('code' in found) return { ok: false, refusal: found };
  const { step, name } = found;
  if (step.phase === 'gated') return refuse('step_has_gate', `${name} waits at a gate: decide there.`);
  if (!ended.has(step.phase) && step.phase !== 'retrying')
    return refuse('step_not_over', `${name} has not ended, so there is nothing to retry.`);
  const item = itemStep(command.step);
  const reopens = item && ended.has(state.steps.get(item.map)!.phase) ? item.map : undefined;
  if (item && state.maps.get(item.map)?.prefix !== item.prefix)
    return refuse('step_busy', `${name} belongs to an earlier attempt of ${item.map}.`);
  const steps = withFollowers(state, command.step);
  if (reopens !== undefined) steps.push(...withFollowers(state, reopens).filter((id) => id !== reopens));
  const busy = steps.find((id) => state.active.has(id) || state.suspended.has(id));
  if (busy !== undefined)
    return refuse('step_busy', `${state.stepSpecs.get(busy)!.name} is under way on its result. Wait until it ends.`);
  const voided = steps.flatMap((id) => state.steps.get(id)!.gate ?? []);
  return {
    ok: true,
    events: [
      ...voided.map((gate) => ({
        type: 'gate.closed' as const,
        data: {
          gate,
          step: state.gates.get(gate)!.step,
          action: 'void' as const,
          by: command.actor,
          comment: 'What it asked about is done again.',
        },
      })),
      {
        type: 'steps.reset',
        data: { steps, by: command.actor, ...(reopens && { reopens }), feedback: command.comment },
      },
    ],
  };
}

/** A person leaves one step of a live run out. Where a gate guards the step, only the gate can let it be skipped. */
export function skipStep(state: RunState, command: Of<'skipStep'>): Decision {
  const found = changeable(state, command.step);
  if ('code' in found) return { ok: false, refusal: found };
  const { step, name } = found;
  if (ended.has(step.phase)) return refuse('step_busy', `${name} has ended already.`);
  if (state.stepSpecs.get(command.step)!.gates.length > 0 || step.gate !== null)
    return refuse('step_has_gate', `${name} has a gate: it can only be skipped by whom the gate asks, there.`);
  return {
    ok: true,
    events: [{ type: 'step.skipped', data: { step: command.step, how: 'waived', reason: skipReason(command) } }],
  };
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
