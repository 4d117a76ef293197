import { gateActions } from '../gate/spec.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import { type ItemStep, itemSeenBy, itemStep, itemStepId } from './item.ts';
import type { GateState, RunState } from './state.ts';
import { isRef, type Value } from './value.ts';

/**
 * What templates and expressions of a step see: `inputs`, `steps.<id>.output`, names given by `as`, `run`, `gate`.
 * Only what the given paths name is built, so that a step of a run of 5,000 costs what it reads, not what exists.
 * `paths` are as expressionRoots and templateRoots give them, e.g. [['steps', 'notes', 'output', 'text']].
 */
export function buildScope(
  state: RunState,
  step: string | null,
  paths: string[][],
  resolve: (value: Value) => Json,
): JsonObject {
  const scope: JsonObject = { inputs: {}, steps: {}, gate: {}, run: runFacts(state) };
  const item = step === null ? null : itemSeenBy(step);
  const wanted = rootsOf(state, paths, item);
  if (wanted.inputs) scope.inputs = resolve(state.input);
  const steps: JsonObject = {};
  for (const id of wanted.steps) steps[item ? (itemStep(id)?.inner ?? id) : id] = stepFacts(state, id, resolve);
  scope.steps = steps;
  for (const { as, id } of wanted.names) {
    const output = state.steps.get(id)!.output;
    scope[as] = output === null ? null : resolve(output);
  }
  if (item && (wanted.item || wanted.index)) {
    scope.index = item.index;
    const { over } = resolve(state.steps.get(item.map)!.params!) as { over: Json[] };
    scope[itemName(state, item)] = over[item.index] ?? null;
  }
  if (wanted.gate) scope.gate = gateFacts(state, step);
  return scope;
}

/** Hashes of the large values that `buildScope` with these paths will ask for. */
export function scopeRefs(state: RunState, paths: string[][], step: string | null): string[] {
  const item = step === null ? null : itemSeenBy(step);
  const wanted = rootsOf(state, paths, item);
  const values = [
    item && wanted.item ? state.steps.get(item.map)!.params : null,
    wanted.inputs ? state.input : null,
    ...wanted.steps.map((id) => state.steps.get(id)!.output),
    ...wanted.names.map(({ id }) => state.steps.get(id)!.output),
  ];
  return values.flatMap((value) => (value && isRef(value) ? [value.ref] : []));
}

/** What a map calls the item at hand. */
const itemName = (state: RunState, { map }: ItemStep) => {
  const { as } = state.stepSpecs.get(map)!.with;
  return typeof as === 'string' ? as : 'item';
};

function rootsOf(state: RunState, paths: string[][], item: ItemStep | null) {
  const steps = new Set<string>();
  const roots = new Set<string>();
  for (const [root, name] of paths) {
    if (root === undefined) continue;
    roots.add(root);
    if (root !== 'steps') continue;
    // `steps` used whole, or with a computed name: all that have a result.
    if (name === undefined) for (const [id, step] of state.steps) if (step.output !== null) steps.add(id);
    if (name === undefined) continue;
    const own = item && itemStepId(item.prefix, item.index, name);
    if (own && state.steps.has(own)) steps.add(own);
    else if (state.steps.has(name)) steps.add(name);
  }
  const names: { as: string; id: string }[] = [];
  if (item)
    for (const inner of state.stepSpecs.get(item.map)!.nested)
      if (inner.as !== null && roots.has(inner.as))
        names.push({ as: inner.as, id: itemStepId(item.prefix, item.index, inner.id) });
  if ([...roots].some((root) => root !== 'inputs' && root !== 'steps' && root !== 'run' && root !== 'gate')) {
    for (const [id, spec] of state.stepSpecs)
      if (spec.as !== null && roots.has(spec.as)) names.push({ as: spec.as, id });
  }
  return {
    inputs: roots.has('inputs'),
    gate: roots.has('gate'),
    item: item !== null && roots.has(itemName(state, item)),
    index: roots.has('index'),
    steps: [...steps],
    names,
  };
}

function stepFacts(state: RunState, id: string, resolve: (value: Value) => Json): JsonObject {
  const step = state.steps.get(id)!;
  return {
    status: step.phase,
    attempt: step.attempt,
    output: step.output === null ? null : resolve(step.output),
    outcome: step.outcome,
    error: (step.error ?? null) as Json,
  };
}

function runFacts(state: RunState): JsonObject {
  return {
    id: state.runId,
    number: state.number,
    workflow: state.workflowName,
    version: state.version,
    startedAt: new Date(state.startedAt).toISOString(),
    startedBy: { name: state.actor.name, email: state.actor.email ?? '' },
    failure: failureFacts(state),
  };
}

/** Why the run fails, for what follows a failure; null as long as it has not failed. */
function failureFacts({ failing }: RunState): Json {
  if (failing === null) return null;
  const { cause = null, error, reason } = failing;
  return { step: cause, message: error.message, reason };
}

/** The latest closed gate of every step by the step's id, and `feedback`: what the reviewer said who sent this step back. */
function gateFacts(state: RunState, step: string | null): JsonObject {
  const facts: JsonObject = { feedback: (step && state.steps.get(step)?.feedback) ?? '' };
  for (const gate of state.gates.values())
    if (gate.closed && gate.closed.action !== 'void') facts[gate.step] = closedFacts(gate);
  return facts;
}

function closedFacts(gate: GateState): JsonObject {
  const closed = gate.closed!;
  const earlier = (gate.reused?.signers ?? []).map((signer) => ({
    void: false,
    selfSigned: false,
    form: null,
    ...signer,
  }));
  const votes = [...earlier, ...gate.votes];
  const signers = votes
    .filter((vote) => !vote.void && gateActions[vote.action].letsThrough)
    .map((vote) => ({
      name: vote.actor.name,
      email: vote.actor.email ?? '',
      action: vote.action,
      at: new Date(vote.at).toISOString(),
      comment: vote.comment ?? '',
      selfSigned: vote.selfSigned,
    }));
  const form = votes.findLast((vote) => !vote.void && vote.form !== null)?.form ?? {};
  return {
    action: closed.action,
    outcome: closed.outcome,
    by: closed.by.name,
    at: new Date(closed.at).toISOString(),
    comment: closed.comment ?? '',
    expired: closed.expired,
    form: form as Json,
    signers,
    digest: gate.digest,
  };
}
