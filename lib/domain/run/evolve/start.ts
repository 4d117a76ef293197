import type { NormalWorkflow } from '../../workflow/normal.ts';
import type { RunEvent } from '../event.ts';
import type { RunState, StepState } from '../state.ts';
import { endedRunStatuses } from '../status.ts';

export function startState(event: Extract<RunEvent, { type: 'run.started' }>): RunState {
  const { data, at, seq } = event;
  const steps = new Map(data.spec.steps.map((spec) => [spec.id, blankStep(spec.needs.length)]));
  return {
    runId: data.runId,
    number: data.number,
    seq,
    at,
    status: 'queued',
    format: data.format,
    workflowId: data.workflowId,
    workflowName: data.workflowName,
    version: data.version,
    specHash: data.specHash,
    spec: data.spec,
    input: data.input,
    actor: data.actor,
    authors: data.authors,
    startedAt: at,
    admittedAt: null,
    maxSteps: null,
    finishedAt: null,
    deadlineAt: data.timeoutMs === null ? null : at + data.timeoutMs,
    cancel: null,
    outputs: null,
    error: null,
    reason: null,
    steps,
    gates: new Map(),
    ...linkGraph(data.spec),
    ready: new Set(),
    unreachable: new Set(),
    gatesDue: new Set(),
    active: new Set(),
    openGates: new Set(),
    retrying: new Set(),
    unfinished: steps.size,
    retriers: new Map(),
    editors: new Map(),
  };
}

/** Steps by id, and who needs whom: follows from the spec alone. */
export function linkGraph(spec: NormalWorkflow): Pick<RunState, 'stepSpecs' | 'dependents'> {
  const stepSpecs: RunState['stepSpecs'] = new Map();
  const dependents: RunState['dependents'] = new Map();
  for (const step of spec.steps) {
    stepSpecs.set(step.id, step);
    for (const need of step.needs) {
      const list = dependents.get(need.step);
      if (list) list.push({ step: step.id, on: need.on });
      else dependents.set(need.step, [{ step: step.id, on: need.on }]);
    }
  }
  return { stepSpecs, dependents };
}

function blankStep(needs: number): StepState {
  return {
    phase: 'pending',
    attempt: 0,
    key: null,
    round: 1,
    lost: 0,
    retries: [],
    params: null,
    output: null,
    outcome: null,
    error: null,
    accepted: false,
    warning: null,
    reason: null,
    artifacts: [],
    epoch: 0,
    worker: null,
    pooled: false,
    gate: null,
    gateDue: null,
    beforePassed: false,
    retryAt: null,
    feedback: null,
    undecided: needs,
    met: 0,
    startedAt: null,
    finishedAt: null,
    readyAt: null,
  };
}

/** Running while anything moves by itself; waiting when only people, times or events can move it on. */
export function settleStatus(state: RunState): void {
  if (endedRunStatuses.includes(state.status) || state.admittedAt === null) return;
  const moving =
    state.active.size + state.ready.size + state.unreachable.size + state.gatesDue.size > 0 || state.unfinished === 0;
  state.status = moving ? 'running' : 'waiting';
}
