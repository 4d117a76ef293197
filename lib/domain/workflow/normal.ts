import { z } from 'zod';
import type { GateAction, GatePolicy, GateSpec } from '../gate/spec.ts';
import { parseDuration } from './duration.ts';
import type { Json, JsonObject } from './json.ts';
import { readOutputs } from './output.ts';
import type { NotificationSpec, RuleSpec } from './rule-spec.ts';
import { type ActionSpec, type InputSpec, type RetrySpec, type StepSpec, stepSchema, type Workflow } from './spec.ts';
import type { ValueType } from './value-type.ts';

/** One way into a step: `on` is success, failure, always, notTaken or an outcome's name. */
export type Need = { step: string; on: string };

export type RetryRule = {
  max: number;
  backoff: 'fixed' | 'exponential';
  initialMs: number;
  factor: number;
  maxDelayMs: number;
  jitter: boolean;
  on: string[];
};

/** A step with every default written out: the only form the engine reads. Times in milliseconds. */
export type NormalStep = {
  id: string;
  name: string;
  kind: string;
  group: string | null;
  needs: Need[];
  /** How many needs must be met; `needs.length` for `all`. */
  join: number;
  when: string | null;
  with: JsonObject;
  /** Of an attempt, with all that it waits for; null for no limit. */
  timeoutMs: number | null;
  retry: RetryRule[];
  repeatable: boolean;
  as: string | null;
  pool: string;
  gates: GatePolicy[];
  /** Tried in this order once the step itself has failed for good. */
  fallback: NormalAction[];
  undo: NormalAction | null;
  cache: NormalCache | null;
  /** Of a map: the steps done for each item. Their `needs` name each other. */
  nested: NormalStep[];
};

/** `key`: a template; null for the rendered parameters. `version` as text. */
export type NormalCache = { key: string | null; ttlMs: number; version: string };

export type NormalAction = { kind: string; with: JsonObject; timeoutMs: number | null };

/** What happens when the run fails; `rollbackMs`: the time that taking back may last, null for no roll-back. */
export type NormalOnFailure = {
  rollbackMs: number | null;
  run: string[];
  notify: NotificationSpec[];
  escalate: { users: string[]; groups: string[] } | null;
};

export type NormalWorkflow = {
  name: string;
  labels: string[];
  inputs: Record<string, InputSpec>;
  steps: NormalStep[];
  handlers: NormalStep[];
  rules: RuleSpec[];
  onFailure: NormalOnFailure;
  /** Null for any number. */
  retryBudget: number | null;
  outputs: JsonObject;
  /** Of the outputs that promise one. */
  outputTypes: Record<string, ValueType>;
  timeoutMs: number | null;
  priority: number;
  /** `key`: a template over `inputs` and `run`. */
  concurrency: { key: string; limit: number } | null;
};

const defaultCacheMs = 24 * 60 * 60_000;

export const defaultRollbackMs = 30 * 60_000;

export const defaultStepTimeoutMs = 10 * 60_000;

/** How long one execution of a step may last: also where its waiting has no limit. */
export const attemptTimeoutMs = ({ timeoutMs }: Pick<NormalStep, 'timeoutMs'>) => timeoutMs ?? defaultStepTimeoutMs;

/** Written-out form of a workflow that passed the shape check. Pure; the order of steps is kept. */
export function normalize(workflow: Workflow): NormalWorkflow {
  const outputs = readOutputs(workflow.outputs ?? {});
  return {
    name: workflow.name,
    labels: workflow.labels ?? [],
    inputs: workflow.inputs ?? {},
    steps: workflow.steps.map((step) => normalStep(step, workflow.defaults ?? {})),
    handlers: (workflow.handlers ?? []).map((step) => normalStep(step, workflow.defaults ?? {})),
    rules: workflow.rules ?? [],
    onFailure: onFailureOf(workflow.onFailure ?? {}),
    retryBudget: workflow.retryBudget ?? null,
    outputs: outputs.values,
    outputTypes: outputs.types,
    timeoutMs: ms(workflow.timeout),
    priority: workflow.priority ?? 0,
    concurrency: workflow.concurrency ? { limit: 1, ...workflow.concurrency } : null,
  };
}

export function normalStep(step: StepSpec, defaults: NonNullable<Workflow['defaults']>): NormalStep {
  const needs = (step.needs ?? []).map((need) =>
    typeof need === 'string' ? { step: need, on: 'success' } : { step: need.step, on: need.on ?? 'success' },
  );
  const join = step.join === 'any' ? 1 : typeof step.join === 'number' ? step.join : needs.length;
  const retry = step.retry ?? defaults.retry ?? [];
  const gates = step.gate === undefined ? [] : Array.isArray(step.gate) ? step.gate : [step.gate];
  const policies = gates.map((gate) => gatePolicy(gate, step));
  if (step.kind === 'gate' && policies.length === 0) policies.push(gatePolicy({}, step));
  return {
    id: step.id,
    name: step.name ?? step.id,
    kind: step.kind,
    group: step.group ?? null,
    needs,
    join: needs.length === 0 ? 0 : Math.min(join, needs.length),
    when: step.when ?? null,
    with: withOf(step),
    timeoutMs: timeoutOf(step, defaults),
    retry: (Array.isArray(retry) ? retry : [retry]).map(retryRule),
    repeatable: step.repeatable ?? true,
    as: step.as ?? null,
    pool: step.pool ?? defaults.pool ?? 'default',
    gates: policies,
    fallback: (step.fallback ?? []).map((action) => normalAction(action, defaults)),
    undo: step.undo ? normalAction(step.undo, defaults) : null,
    cache: step.cache ? cacheOf(step.cache) : null,
    nested: nestedSteps(step).map((inner) => normalStep(inner, defaults)),
  };
}

const cacheOf = ({ key, ttl, version }: NonNullable<StepSpec['cache']>): NormalCache => ({
  key: key ?? null,
  ttlMs: ms(ttl) ?? defaultCacheMs,
  version: String(version ?? ''),
});

/** The steps that a map does for each item, as far as they have the shape of steps. */
export function nestedSteps(step: Pick<StepSpec, 'kind' | 'with'>): StepSpec[] {
  if (step.kind !== 'map') return [];
  const read = z.array(stepSchema).safeParse(step.with?.steps);
  return read.success ? read.data : [];
}

/** Nested steps are no parameters: they are rendered for each item, when its time has come. */
function withOf(step: StepSpec): JsonObject {
  if (step.kind !== 'map') return (step.with ?? {}) as JsonObject;
  const { steps: _, ...given } = step.with ?? {};
  return given as JsonObject;
}

function normalAction(action: ActionSpec, defaults: NonNullable<Workflow['defaults']>): NormalAction {
  return {
    kind: action.kind,
    with: (action.with ?? {}) as JsonObject,
    timeoutMs: timeoutOf(action, defaults),
  };
}

/** Kinds that wait rather than work: only a limit of their own ends them. */
export const patient: ReadonlySet<string> = new Set(['map', 'workflow', 'wait', 'watch']);

function timeoutOf(
  { kind, timeout }: Pick<ActionSpec, 'kind' | 'timeout'>,
  defaults: NonNullable<Workflow['defaults']>,
): number | null {
  if (patient.has(kind)) return ms(timeout);
  return ms(timeout) ?? ms(defaults.timeout) ?? defaultStepTimeoutMs;
}

function onFailureOf(given: NonNullable<Workflow['onFailure']>): NormalOnFailure {
  const { rollback, run = [], notify = [], escalate } = given;
  return {
    rollbackMs: !rollback ? null : rollback === true ? defaultRollbackMs : (ms(rollback.timeout) ?? defaultRollbackMs),
    run,
    notify,
    escalate: escalate ? { users: escalate.users ?? [], groups: escalate.groups ?? [] } : null,
  };
}

function retryRule(rule: RetrySpec): RetryRule {
  return {
    max: rule.max,
    backoff: rule.backoff ?? 'exponential',
    initialMs: ms(rule.initial) ?? 1000,
    factor: rule.factor ?? 2,
    maxDelayMs: ms(rule.maxDelay) ?? 300_000,
    jitter: rule.jitter ?? true,
    on: rule.on ?? ['any'],
  };
}

/** A gate of a step with every default written out, as its author alone has it. */
export function gatePolicy(gate: GateSpec, step: Pick<StepSpec, 'id' | 'name' | 'kind'>): GatePolicy {
  const placement = step.kind === 'gate' ? 'alone' : (gate.placement ?? 'after');
  const outcomes = placement === 'alone' ? (gate.outcomes ?? []) : [];
  // With named outcomes the way on is one of them, so plain approve and modify are offered only when the author asks.
  const usual: GateAction[] =
    outcomes.length > 0 ? ['retry', 'skip', 'cancel'] : ['approve', 'modify', 'retry', 'skip', 'cancel'];
  const offered: GateAction[] = [...(gate.actions ?? usual), ...(outcomes.length > 0 ? (['outcome'] as const) : [])];
  return {
    placement,
    title: gate.title ?? defaultTitle(placement, step.name ?? step.id),
    description: gate.description ?? '',
    reviewers: {
      users: gate.reviewers?.users ?? [],
      groups: gate.reviewers?.groups ?? [],
      expression: gate.reviewers?.expression ?? null,
    },
    quorum: gate.quorum ?? 1,
    actions: offered.filter((action) => !(gate.mandatory && action === 'skip')),
    mandatory: gate.mandatory ?? false,
    outcomes,
    editable: gate.editable ?? true,
    form: (gate.form ?? null) as { [key: string]: Json } | null,
    commentRequired: gate.commentRequired ?? [],
    selfApproval: gate.selfApproval ?? 'workspace',
    exclude: gate.exclude ?? [],
    secondReviewer: gate.secondReviewer ?? [],
    stepUp: gate.stepUp ?? false,
    named: gate.policy ?? null,
    heldBy: null,
    dueMs: ms(gate.due),
    remindMs: remindersOf(gate.remind),
    escalate: escalationOf(gate.escalate),
    expireMs: ms(gate.expire?.after),
    expireThen: gate.expire?.then ?? null,
    reuse: gate.reuse ?? false,
  };
}

/** Ascending, in ms. */
export const remindersOf = (given: GateSpec['remind']): number[] =>
  [given ?? []]
    .flat()
    .flatMap((after) => ms(after) ?? [])
    .toSorted((a, b) => a - b);

/** Stages in their order. */
export const escalationOf = (given: GateSpec['escalate']): GatePolicy['escalate'] =>
  [given ?? []]
    .flat()
    .map(({ after, to }) => ({ afterMs: ms(after) ?? 0, to: [...(to.groups ?? []), ...(to.users ?? [])] }))
    .toSorted((a, b) => a.afterMs - b.afterMs);

function defaultTitle(placement: GatePolicy['placement'], step: string): string {
  if (placement === 'before') return `May ${step} run?`;
  if (placement === 'onFailure') return `${step} failed. What now?`;
  if (placement === 'alone') return step;
  return `Is the result of ${step} right?`;
}

function ms(value: string | number | undefined): number | null {
  return value === undefined ? null : parseDuration(value);
}
