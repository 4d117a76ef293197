import { expressionRoots } from '../../expression/evaluate.ts';
import type { NormalStep, NormalWorkflow } from '../../workflow/normal.ts';
import type { RunEvent } from '../event.ts';
import { moves } from '../moving.ts';
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
    labels: data.labels ?? [],
    reuse: data.reuse ?? null,
    parent: data.parent ?? null,
    startedAt: at,
    admittedAt: null,
    maxSteps: null,
    finishedAt: null,
    deadlineAt: data.timeoutMs === null ? null : at + data.timeoutMs,
    cancel: null,
    paused: null,
    failing: null,
    signals: [],
    retriesUsed: 0,
    added: new Map(),
    maps: new Map(),
    childrenLeft: [],
    rulesFired: new Map(),
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
    suspended: new Set(),
    rulesDue: new Set(),
    holds: new Set(),
    unfinished: steps.size,
    retriers: new Map(),
    editors: new Map(),
  };
}

type Links = Pick<RunState, 'stepSpecs' | 'dependents' | 'ruleSteps' | 'rulesOf'>;

/** Steps by id, who needs whom, and which rules look at which steps: follows from the spec alone. */
export function linkGraph(spec: NormalWorkflow): Links {
  const links: Links = { stepSpecs: new Map(), dependents: new Map(), ruleSteps: new Map(), rulesOf: new Map() };
  for (const step of spec.steps) linkStep(links, step);
  for (const rule of spec.rules) {
    const named = stepsNamed(spec, rule.when);
    links.ruleSteps.set(rule.name, named);
    for (const id of named) links.rulesOf.set(id, [...(links.rulesOf.get(id) ?? []), rule.name]);
  }
  return links;
}

export function linkStep({ stepSpecs, dependents }: Pick<Links, 'stepSpecs' | 'dependents'>, step: NormalStep): void {
  stepSpecs.set(step.id, step);
  for (const need of step.needs) {
    const list = dependents.get(need.step);
    if (list) list.push({ step: step.id, on: need.on });
    else dependents.set(need.step, [{ step: step.id, on: need.on }]);
  }
}

/** The steps that an expression reads, by their id or by the name of their output. */
function stepsNamed(spec: NormalWorkflow, expression: string): string[] {
  const ids = new Set(spec.steps.map((step) => step.id));
  const byName = new Map(spec.steps.flatMap((step) => (step.as === null ? [] : [[step.as, step.id] as const])));
  const named = expressionRoots(expression).flatMap(([root, name]) =>
    root === 'steps' ? (name !== undefined && ids.has(name) ? [name] : []) : (byName.get(root ?? '') ?? []),
  );
  return [...new Set(named)];
}

export function blankStep(needs: number): StepState {
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
    reused: false,
    artifacts: [],
    cacheKey: null,
    cached: null,
    epoch: 0,
    worker: null,
    pooled: false,
    gate: null,
    gateDue: null,
    beforePassed: false,
    retryAt: null,
    wait: null,
    fallback: 0,
    feedback: null,
    undecided: needs,
    met: 0,
    startedAt: null,
    finishedAt: null,
    endSeq: null,
    readyAt: null,
    begunAt: null,
  };
}

/** Running while anything moves by itself; waiting when only people, times or events can move it on. */
export function settleStatus(state: RunState): void {
  if (endedRunStatuses.includes(state.status) || state.admittedAt === null) return;
  if (state.paused) {
    state.status = 'paused';
    return;
  }
  state.status = moves(state) ? 'running' : 'waiting';
}
