import { evaluate } from '#lib/domain/expression/evaluate.ts';
import { buildScope, scopeRefs } from '#lib/domain/run/scope.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import { isRef, type Value } from '#lib/domain/run/value.ts';
import { renderValue } from '#lib/domain/template/render.ts';
import { sensitiveInputs } from '#lib/domain/workflow/findings/inputs.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { pathsOf } from './scope-paths.ts';
import type { Computed, StepKind } from './step-kind.ts';

/** What a ready step turns out to be, once its `when` is evaluated and its parameters are rendered and checked. */
export type Facts =
  /** `cacheKey`: what the template of the step's cache key came to. */
  | { take: true; params: Json; cacheKey?: string }
  | { take: false; reason: string }
  | { take: 'error'; error: StepError };

/** All that is needed to work a step out, and nothing that could not go to another thread. */
export type StepWork = {
  kind: string;
  when: string | null;
  with: JsonObject;
  /** Parameters that are kept: edited by a reviewer, or those of an earlier attempt. */
  params: Json | null;
  /** Template of the step's cache key. */
  cacheKey: string | null;
  scope: JsonObject;
  /** Inputs of the run that are sealed. */
  sensitive: string[];
  /** Compute a pure kind too. */
  compute: boolean;
  /** The database's clock, Unix ms. */
  now: number;
};
export type WorkedOut = { facts: Facts; computed: Computed | null };

/** Hashes of the large values that `factsOf` will ask for. */
export function refsOf(state: RunState, id: string, kind: StepKind): string[] {
  const { params } = state.steps.get(id)!;
  const refs = scopeRefs(state, pathsOf(state.stepSpecs.get(id)!, kind), id);
  return params && isRef(params) ? [...refs, params.ref] : refs;
}

/**
 * Parameters already there are kept: a reviewer edited them, or this is another attempt of the same logical execution,
 * which must not differ from the first under one idempotency key.
 */
export function workOf(
  state: RunState,
  id: string,
  kind: StepKind,
  resolve: (value: Value) => Json,
  compute: boolean,
  now: number,
): StepWork {
  const spec = state.stepSpecs.get(id)!;
  const step = state.steps.get(id)!;
  return {
    kind: kind.kind,
    when: spec.when,
    with: spec.with,
    params: step.params === null ? null : resolve(step.params),
    cacheKey: spec.cache?.key ?? null,
    scope: buildScope(state, id, pathsOf(spec, kind), resolve),
    sensitive: sensitiveInputs(state.spec.inputs),
    compute: compute && kind.pure,
    now,
  };
}

/** Pure: the same again wherever and whenever it is done. */
export function workOut(work: StepWork, kind: StepKind): WorkedOut {
  const facts = withCacheKey(factsOf(work, kind), work);
  if (facts.take !== true || !work.compute || !kind.pure) return { facts, computed: null };
  try {
    return { facts, computed: kind.compute(facts.params, { scope: work.scope, now: work.now }) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { facts, computed: { ok: false, error: { kind: 'error', message } } };
  }
}

function withCacheKey(facts: Facts, { cacheKey, scope }: StepWork): Facts {
  if (facts.take !== true || cacheKey === null) return facts;
  const rendered = renderValue(cacheKey, scope, { at: 'cache.key' });
  if (!rendered.ok) return { take: 'error', error: { kind: 'template', ...rendered.error } };
  return { ...facts, cacheKey: typeof rendered.value === 'string' ? rendered.value : JSON.stringify(rendered.value) };
}

function factsOf(work: StepWork, kind: StepKind): Facts {
  if (work.params !== null) return checked(kind, work.params);
  const refused = work.when === null ? null : whenNot(work.when, work.scope);
  if (refused) return refused;
  const rendered = render(work, kind);
  return 'error' in rendered ? { take: 'error', error: rendered.error } : checked(kind, rendered.params);
}

function whenNot(when: string, scope: JsonObject): Exclude<Facts, { take: true }> | null {
  const result = evaluate(when, scope);
  if (!result.ok)
    return {
      take: 'error',
      error: { kind: 'expression', ...result.error, place: ['when', result.error.place].filter(Boolean).join(', ') },
    };
  if (result.value === true) return null;
  if (result.value === false) return { take: false, reason: `its condition does not hold: ${when}` };
  return {
    take: 'error',
    error: {
      kind: 'expression',
      message: `The condition gave ${JSON.stringify(result.value).slice(0, 200)}, not true or false.`,
      place: 'when',
      fix: 'Compare it with something, such as `value > 0`.',
    },
  };
}

function render(work: StepWork, kind: StepKind): { params: Json } | { error: StepError } {
  const rendered = renderValue(work.with, work.scope, {
    at: 'with',
    except: [...kind.literal, ...kind.expressions],
    sealed: { paths: kind.secrets ?? [], inputs: new Set(work.sensitive) },
  });
  if (!rendered.ok) return { error: { kind: 'template', ...rendered.error } };
  const params = rendered.value as JsonObject;
  for (const name of kind.texts ?? []) {
    const value = params[name];
    if (value !== undefined && typeof value !== 'string') params[name] = asText(value);
  }
  return { params };
}

function asText(value: Json): string {
  return value === null ? '' : JSON.stringify(value, null, typeof value === 'object' ? 2 : undefined);
}

function checked(kind: StepKind, params: Json): Facts {
  const error = kind.check(params);
  return error ? { take: 'error', error } : { take: true, params };
}
