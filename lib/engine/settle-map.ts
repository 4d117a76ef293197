import { itemStepId } from '#lib/domain/run/item.ts';
import { defaultConcurrency, mapIsOver } from '#lib/domain/run/moving.ts';
import type { MapState, RunState } from '#lib/domain/run/state.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import { isRef, type Value } from '#lib/domain/run/value.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { NormalStep } from '#lib/domain/workflow/normal.ts';
import type { Draft } from './draft.ts';
import { packOr, type SettleTools } from './settle.ts';

/** How many items there are, and how many may be under way at once. `params`: as the kind has checked them. */
export function extentOf(params: Json): { count: number; concurrency: number } {
  const { over, concurrency = defaultConcurrency } = params as { over: Json[]; concurrency?: number };
  return { count: over.length, concurrency };
}

/** Begins the next items of a map, or says how it ended once nothing of it is left. */
export async function settleMap(draft: Draft, id: string, tools: SettleTools): Promise<void> {
  const { state } = draft;
  if (!mapIsOver(state, id)) return void draft.take({ type: 'startItems', step: id });
  const map = state.maps.get(id)!;
  const spec = state.stepSpecs.get(id)!;
  const about = { step: id, attempt: state.steps.get(id)!.attempt };
  const failed = failures(state, spec, map);
  if (failed.length > 0 && spec.with.onItemFailure !== 'continue') {
    const error = failure(failed, map.count);
    return void draft.take({ type: 'attemptFailed', ...about, error, random: tools.chance.number() });
  }
  const results = await resultsOf(state, spec, map, tools);
  const output = packOr(draft, { count: map.count, items: results, failed: failed as Json }, 'output', tools);
  if ('error' in output)
    draft.take({ type: 'attemptFailed', ...about, error: output.error, random: tools.chance.number() });
  else draft.take({ type: 'attemptSucceeded', ...about, output: output.value });
}

type ItemFailure = { index: number; step: string; message: string };

function failures(state: RunState, spec: NormalStep, map: MapState): ItemFailure[] {
  return [...map.failed]
    .toSorted((a, b) => a - b)
    .map((index) => {
      const step = spec.nested.find(
        (inner) => state.steps.get(itemStepId(map.prefix, index, inner.id))?.phase === 'failed',
      );
      const error = step && state.steps.get(itemStepId(map.prefix, index, step.id))!.error;
      return { index, step: step?.id ?? '', message: error?.message ?? 'It failed.' };
    });
}

function failure(failed: readonly ItemFailure[], count: number): StepError {
  const first = failed[0]!;
  const which = failed.length === 1 ? 'Item' : `${failed.length} of ${count} items failed; the first: item`;
  return {
    kind: 'error',
    message: `${which} ${first.index + 1} failed at ${first.step}: ${first.message}`.slice(0, 2000),
    fix: 'Retry the failed items one by one, or retry the step to do all of them again.',
    details: { failed: failed.slice(0, 100).map(({ index }) => index) },
  };
}

/** What each item came to: the output of the step that `output` names, or of the only step that no other one needs. */
async function resultsOf(
  state: RunState,
  spec: NormalStep,
  { prefix, count }: MapState,
  tools: SettleTools,
): Promise<Json[]> {
  const last = resultStep(spec);
  const outputs = Array.from({ length: count }, (_, index) =>
    last === null ? null : (state.steps.get(itemStepId(prefix, index, last))?.output ?? null),
  );
  await tools.values.load(outputs.flatMap((value: Value | null) => (value && isRef(value) ? [value.ref] : [])));
  return outputs.map((value) => value && tools.values.resolve(value));
}

function resultStep({ with: given, nested }: NormalStep): string | null {
  if (typeof given.output === 'string') return given.output;
  const needed = new Set(nested.flatMap((step) => step.needs.map((need) => need.step)));
  const ends = nested.filter((step) => !needed.has(step.id));
  return ends.length === 1 ? ends[0]!.id : (nested.at(-1)?.id ?? null);
}
