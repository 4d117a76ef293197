import { systemActor } from '../access/actor.ts';
import { listed } from '../listed.ts';
import { mayReuse } from '../run/decide/reuse.ts';
import { reworkSteps } from '../run/decide/rework.ts';
import { spread } from '../run/decide/spread.ts';
import type { NewRunEvent } from '../run/event.ts';
import { anyOutcome, ended, finishStep } from '../run/evolve/ending.ts';
import { apply } from '../run/evolve.ts';
import { policyAt } from '../run/policy-of.ts';
import type { RunState } from '../run/state.ts';
import type { GateAction } from './spec.ts';

/** What a choice would set in motion: ids of steps, in the workflow's order. */
export type OutcomePreview = {
  action: GateAction;
  outcome: string | null;
  runs: string[];
  skipped: string[];
  cancelled: string[];
  text: string;
};

/**
 * The future under each choice a gate offers, if everything that starts succeeds. Where a branch has yet to choose, all
 * its ways count as run. Pure: plays on a copy of the state.
 */
export function previewOf(state: RunState, gateId: string): OutcomePreview[] {
  const gate = state.gates.get(gateId);
  if (!gate || gate.closed) return [];
  const policy = policyAt(state, gate);
  type Choice = { action: GateAction; outcome: string | null };
  const choices = policy.actions.flatMap((action): Choice[] =>
    action === 'outcome' ? policy.outcomes.map((outcome) => ({ action, outcome })) : [{ action, outcome: null }],
  );
  return choices.map((choice) => foresee(state, gateId, choice));
}

function foresee(
  state: RunState,
  gateId: string,
  choice: { action: GateAction; outcome: string | null },
): OutcomePreview {
  const copy = copyOf(state);
  const gate = copy.gates.get(gateId)!;
  const close: NewRunEvent = {
    type: 'gate.closed',
    data: {
      gate: gateId,
      step: gate.step,
      action: choice.action,
      outcome: choice.outcome ?? undefined,
      by: systemActor,
    },
  };
  const events: NewRunEvent[] = [close];
  if (choice.action === 'cancel') events.push({ type: 'run.finished', data: { status: 'cancelled' } });
  if (choice.action === 'retry' && gate.placement === 'alone')
    events.push({ type: 'steps.reset', data: { steps: reworkSteps(copy, gate.step), gate: gateId, feedback: '' } });
  for (const event of events) apply(copy, { ...event, seq: copy.seq + 1, at: copy.at });
  const runs = new Set<string>();
  playOn(copy, runs);
  const changed = [...copy.steps].filter(
    ([id, step]) => !ended.has(state.steps.get(id)!.phase) && ended.has(step.phase) && !runs.has(id),
  );
  const cancelled = changed.filter(([, step]) => step.phase === 'cancelled').map(([id]) => id);
  const skipped = changed.filter(([, step]) => step.phase === 'notTaken' || step.phase === 'waived').map(([id]) => id);
  const preview = { ...choice, runs: [...copy.steps.keys()].filter((id) => runs.has(id)), skipped, cancelled };
  return { ...preview, text: sentence(state, preview) };
}

/** Lets everything that can start succeed, until nothing moves any more. */
function playOn(state: RunState, runs: Set<string>): void {
  for (let moved = true; moved; ) {
    moved = false;
    for (const event of spread(state)) {
      apply(state, { ...event, seq: state.seq + 1, at: state.at });
      moved = true;
    }
    for (const id of [...state.ready]) {
      if (mayReuse(state, id)) {
        apply(state, { type: 'step.reused', data: { step: id }, seq: state.seq + 1, at: state.at });
        moved = true;
        continue;
      }
      runs.add(id);
      state.steps.get(id)!.outcome = anyOutcome;
      finishStep(state, id, 'succeeded', state.at);
      moved = true;
    }
  }
}

function sentence(state: RunState, { action, runs, skipped, cancelled }: Omit<OutcomePreview, 'text'>): string {
  if (action === 'cancel')
    return cancelled.length === 0 ? 'Ends the run.' : `Ends the run; ${list(state, cancelled)} will not run.`;
  const parts: string[] = [];
  if (runs.length > 0) parts.push(`${list(state, runs)} ${runs.length === 1 ? 'runs' : 'run'}`);
  if (skipped.length > 0) parts.push(`${list(state, skipped)} ${skipped.length === 1 ? 'is' : 'are'} skipped`);
  return parts.length === 0 ? 'Nothing else starts because of this.' : `Then ${parts.join('; ')}.`;
}

function list(state: RunState, ids: string[]): string {
  const names = ids.slice(0, 3).map((id) => state.stepSpecs.get(id)?.name ?? id);
  if (ids.length > 3) return `${names.join(', ')} and ${ids.length - 3} more`;
  return listed(names);
}

/**
 * A state of its own. The graph never changes and is shared, and so are values; of the rest only what `apply` changes in
 * place is copied: a run of 10,000 items would otherwise stand still for half a second.
 */
function copyOf(state: RunState): RunState {
  const { spec, stepSpecs, dependents, ruleSteps, rulesOf, steps, gates, maps, input, outputs, reuse, ...own } = state;
  return {
    ...structuredClone(own),
    ...{ spec, dependents, ruleSteps, rulesOf, input, outputs, reuse },
    // A step that is run again gives up the fallback it had come to.
    stepSpecs: new Map(stepSpecs),
    steps: copied(steps, (step) => ({ ...step, retries: [...step.retries] })),
    gates: copied(gates, (gate) => ({
      ...gate,
      votes: gate.votes.map((vote) => ({ ...vote })),
      editors: [...gate.editors],
    })),
    maps: copied(maps, (map) => ({ ...map, open: new Map(map.open), failed: new Set(map.failed) })),
  };
}

const copied = <T>(map: ReadonlyMap<string, T>, copy: (value: T) => T): Map<string, T> =>
  new Map([...map].map(([id, value]) => [id, copy(value)]));
