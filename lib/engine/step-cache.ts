import { createHash } from 'node:crypto';
import type { CacheKey } from '#lib/domain/run/cached.ts';
import { cleanJson, cleanText } from '#lib/domain/run/clean.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import { itemStep } from '#lib/domain/run/item.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { referencesIn } from '#lib/domain/secret/reference.ts';
import { canonicalJson } from '#lib/domain/workflow/canonical.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Chance } from './clock.ts';
import type { Draft } from './draft.ts';
import type { CacheRow, StepCache } from './ports.ts';
import type { StepKind } from './step-kind.ts';

const longestShown = 200;

/** Items of a map keep their results together: which item it was does not matter. */
export function cacheStep(id: string): string {
  const item = itemStep(id);
  return item ? `${item.map}.${item.inner}` : id;
}

/**
 * Where the result of a step is kept: under what the step is and does (its kind and its parameters as they are
 * written), its key (or the parameters as they are rendered) and its version. Null when it is not kept: the step does
 * not ask for it, a person edited what goes in, or its parameters hold sealed values, which nobody may compare.
 */
export function cacheKeyOf(
  state: RunState,
  id: string,
  kind: StepKind,
  { params, cacheKey }: { params: Json; cacheKey?: string },
): CacheKey | null {
  const { cache, with: given } = state.stepSpecs.get(id)!;
  if (!cache || !('execute' in kind) || state.editors.has(id)) return null;
  if (cacheKey === undefined && referencesIn(params).size > 0) return null;
  const text = cleanText(cacheKey ?? canonicalJson(cleanJson(params)));
  const parts = [kind.kind, given, cacheKey === undefined ? 'params' : 'key', text, cache.version];
  return {
    hash: createHash('sha256').update(canonicalJson(parts)).digest('hex'),
    text: cleanText(text.slice(0, longestShown)),
  };
}

/** What is kept for the step; in a round that a person or a rule asked for it is done anew. */
export function findKept(
  cache: StepCache,
  state: RunState,
  { id, key, workspaceId }: { id: string; key: CacheKey | null; workspaceId: string },
): Promise<Kept | null> {
  if (key === null || state.steps.get(id)!.round > 1) return Promise.resolve(null);
  return cache.find({ workspaceId, workflowId: state.workflowId, stepId: cacheStep(id), hash: key.hash });
}

/** The step starts and succeeds in this very append, as it did then. Nothing is executed. */
export function takeKept(
  draft: Draft,
  { step, attempt }: { step: string; attempt: number },
  { result, from, payloads }: Kept,
  chance: Pick<Chance, 'id'>,
): void {
  for (const [hash, text] of payloads) draft.payloads.set(hash, text);
  const { number: _, artifacts, ...success } = result;
  draft.take({
    type: 'attemptSucceeded',
    step,
    attempt,
    ...success,
    ...(artifacts && { artifacts: artifacts.map((artifact) => ({ ...artifact, id: chance.id() })) }),
    cached: from,
  });
}

/** The row to keep of a success: only of what the step did by itself, just now. */
export function keptOf(
  state: RunState,
  { step: id, output, outcome, warning, artifacts, cached, notTaken }: Succeeded,
): CacheRow[] {
  const { cacheKey: key, wait } = state.steps.get(id)!;
  const { cache } = state.stepSpecs.get(id)!;
  if (!key || !cache || cached || notTaken !== undefined || wait !== null) return [];
  const result = {
    number: state.number,
    output,
    ...(outcome !== undefined && { outcome }),
    ...(warning !== undefined && { warning }),
    ...(artifacts && { artifacts }),
  };
  return [{ stepId: cacheStep(id), key, ttlMs: cache.ttlMs, result }];
}

type Kept = NonNullable<Awaited<ReturnType<StepCache['find']>>>;
type Succeeded = Extract<RunEvent, { type: 'attempt.succeeded' }>['data'];
