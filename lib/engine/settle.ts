import type { GatePlacement } from '#lib/domain/gate/spec.ts';
import type { Artifact } from '#lib/domain/run/artifact.ts';
import { cleanText } from '#lib/domain/run/clean.ts';
import { dueGate } from '#lib/domain/run/decide/open-gate.ts';
import { isFull, mayPrepare } from '#lib/domain/run/decide/prepare.ts';
import { mayReuse } from '#lib/domain/run/decide/reuse.ts';
import { mapMoves, mayFinish } from '#lib/domain/run/moving.ts';
import { buildScope, scopeRefs } from '#lib/domain/run/scope.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import { isRef, type Value } from '#lib/domain/run/value.ts';
import { renderValue, templateRoots } from '#lib/domain/template/render.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { outputMismatch } from '#lib/domain/workflow/output.ts';
import { ask } from './ask.ts';
import { suspended } from './attempt.ts';
import type { Chance } from './clock.ts';
import type { Draft } from './draft.ts';
import type { GatePolicies, StepCache } from './ports.ts';
import { type Facts, refsOf, type StepWork, type WorkedOut, workOf, workOut } from './prepare-step.ts';
import type { ReadyLine } from './ready-line.ts';
import { isHeavy } from './scope-paths.ts';
import { extentOf, settleMap } from './settle-map.ts';
import { settleRule } from './settle-rule.ts';
import { cacheKeyOf, findKept, takeKept } from './step-cache.ts';
import type { Computed, KindRegistry, StepKind } from './step-kind.ts';
import type { ArtifactStore } from './step-ports.ts';
import { takeSignals } from './take-signals.ts';
import { cleanError, pack, type ValueCache } from './values.ts';

export type SettleTools = {
  workspaceId: string;
  runId: string;
  epoch: number;
  worker: string;
  kinds: KindRegistry;
  values: ValueCache;
  /** The state's ready steps. */
  line: ReadyLine;
  /** Attempts of one run that may be under way at once: recorded when the run is admitted. */
  maxSteps: number;
  artifacts: ArtifactStore;
  cache: StepCache;
  policies: GatePolicies;
  chance: Chance;
  now: () => number;
  monotonic: () => number;
  /** Works a step out away from this thread; answers a coded error when it takes too long. */
  heavyWork: (work: StepWork) => Promise<WorkedOut>;
  /** True when this worker has a free slot of the pool: the task is then its own from birth. */
  reserveSlot: (step: string, attempt: number, pool: string) => boolean;
  /** Steps whose results the database refused: they fail with this instead of being tried again. */
  poisoned: ReadonlyMap<string, StepError>;
  /** At most so many steps, and so many ms, in one append. */
  limit: { steps: number; ms: number };
};

/**
 * Moves the run as far as it goes by itself: spreads what is not taken, opens gates that are due, prepares ready steps,
 * ends the run. Pure kinds (template, transform, assert, branch) are computed right here, started and succeeded in the
 * same append: nothing outside changes before the commit and computing them again gives the same, so that a commit
 * between the two would only cost time. The limits keep live pages moving and the thread free for other runs.
 */
export async function settle(draft: Draft, tools: SettleTools): Promise<void> {
  const { state } = draft;
  const end = tools.monotonic() + tools.limit.ms;
  let steps = 0;
  if (state.signals.length > 0) await takeSignals(draft, tools);
  const within = () => steps < tools.limit.steps && (steps === 0 || tools.monotonic() < end);
  while (within()) {
    if (state.admittedAt === null) draft.take({ type: 'admit', maxSteps: tools.maxSteps });
    if (state.cancel === null && state.paused === null) {
      if (await settleRule(draft, tools)) continue;
      if (state.unreachable.size > 0 && draft.take({ type: 'spread' }) > 0) {
        steps += 1;
        continue;
      }
      const map = [...state.maps.keys()].find((id) => mapMoves(state, id));
      if (map !== undefined) {
        await settleMap(draft, map, tools);
        steps += 1;
        continue;
      }
      const next = nextStep(state, tools);
      if (next !== null) {
        await settleStep(draft, next, tools);
        steps += 1;
        continue;
      }
    }
    if (mayFinish(state)) await finish(draft, tools);
    return;
  }
}

function nextStep(state: RunState, { line, kinds, now: clock }: SettleTools): string | null {
  const now = clock();
  for (const id of state.gatesDue) if (dueGate(state, id, now) !== null) return id;
  // Only these may move: what follows a failure, or what holds the rest back.
  const only = state.failing ? state.added.keys() : state.holds.size > 0 ? state.holds : null;
  if (only !== null) {
    for (const id of only) if (mayPrepare(state, id, now)) return id;
    return null;
  }
  const full = isFull(state);
  // Pure kinds are over in the append they start in, and a gate is asked before the attempt: neither is under way.
  const needsSlot = (id: string) =>
    takesSlot(kinds(state.stepSpecs.get(id)!.kind)) && dueGate(state, id, now) === null && !mayReuse(state, id);
  const ready = line.next(full, needsSlot);
  if (ready !== null) return ready;
  for (const id of state.retrying) if (mayPrepare(state, id, now) && !(full && needsSlot(id))) return id;
  return null;
}

/** A map is no work of its own: its items' steps are. */
const takesSlot = (kind: StepKind | undefined) => kind?.pure === false && !('map' in kind);

async function settleStep(draft: Draft, id: string, tools: SettleTools): Promise<void> {
  const { state } = draft;
  const spec = state.stepSpecs.get(id)!;
  const kind = tools.kinds(spec.kind);
  if (draft.take({ type: 'reuseStep', step: id }) > 0) return;
  const placement = dueGate(state, id, tools.now());
  if (placement === 'after' || placement === 'onFailure') return askAbout(draft, id, placement, tools);
  const { facts, computed } = await workedOut(draft, id, kind, tools, placement === null);
  if (facts.take !== true || !kind) return notTaken(draft, id, facts, tools);
  const params = packOr(draft, facts.params, 'with', tools);
  if ('error' in params) return notTaken(draft, id, { take: 'error', error: params.error }, tools);
  if (placement === 'alone') {
    const payload = ((facts.params as JsonObject).payload as Json | undefined) ?? null;
    return ask(draft, { step: id, placement, payload: pack(payload, draft.payloads), shown: payload }, tools);
  }
  if (placement === 'before')
    return ask(draft, { step: id, placement, payload: params.value, shown: facts.params }, tools);
  const where = kind.where;
  const prepared = { type: 'prepare', step: id, epoch: tools.epoch, key: tools.chance.id() } as const;
  const key = cacheKeyOf(state, id, kind, facts);
  const kept = await findKept(tools.cache, state, { id, key, workspaceId: tools.workspaceId });
  const start = { params: params.value, where: kept ? 'driver' : where, worker: tools.worker } as const;
  draft.take({ ...prepared, result: { take: true, ...start, ...(key && { cache: key }) } });
  const { attempt } = state.steps.get(id)!;
  if (kept) {
    tools.values.keep(kept.payloads);
    return takeKept(draft, { step: id, attempt }, kept, tools.chance);
  }
  if ('map' in kind) draft.take({ type: 'expandMap', step: id, attempt, ...extentOf(facts.params) });
  else if (computed) await keepComputed(draft, id, attempt, tools, computed);
  else if (where === 'pool' && tools.reserveSlot(id, attempt, spec.pool))
    draft.take({ type: 'attemptStarted', step: id, attempt, epoch: tools.epoch, worker: tools.worker });
}

/** The database refused what this step said, or the facts themselves went wrong: the step fails, not the run's driver. */
async function workedOut(
  draft: Draft,
  id: string,
  kind: StepKind | undefined,
  tools: SettleTools,
  compute: boolean,
): Promise<WorkedOut> {
  const { state } = draft;
  const failed = (error: StepError): WorkedOut => ({ facts: { take: 'error', error }, computed: null });
  const poisoned = tools.poisoned.get(id);
  if (poisoned) return failed(poisoned);
  const spec = state.stepSpecs.get(id)!;
  if (!kind)
    return failed({ kind: 'input', message: `This worker does not know the kind ${spec.kind}.`, place: 'kind' });
  const refs = refsOf(state, id, kind);
  await tools.values.load(refs);
  const work = workOf(state, id, kind, tools.values.resolve, compute, tools.now());
  const bytes = tools.values.bytesOf(refs);
  return isHeavy(spec, kind, bytes) ? tools.heavyWork(work) : workOut(work, kind);
}

function notTaken(draft: Draft, id: string, facts: Facts, tools: SettleTools): void {
  if (facts.take === true) return;
  const result = facts.take === 'error' ? { error: cleanError(facts.error) } : facts;
  draft.take({ type: 'prepare', step: id, epoch: tools.epoch, key: tools.chance.id(), result });
}

async function keepComputed(
  draft: Draft,
  id: string,
  attempt: number,
  tools: SettleTools,
  result: Computed,
): Promise<void> {
  const about = { step: id, attempt };
  const fail = (error: StepError) =>
    draft.take({ type: 'attemptFailed', ...about, error: cleanError(error), random: tools.chance.number() });
  if ('suspend' in result) {
    const { command, payloads } = suspended(about, result, tools.chance);
    for (const [hash, text] of payloads) draft.payloads.set(hash, text);
    tools.values.keep(payloads);
    return void draft.take(command);
  }
  if (!result.ok) return void fail(result.error);
  const output = packOr(draft, result.output, 'output', tools);
  if ('error' in output) return void fail(output.error);
  let artifacts: Artifact[] | undefined;
  if (result.files && result.files.length > 0) {
    const { workspaceId, runId } = tools;
    const sink = tools.artifacts.open({ workspaceId, runId, stepId: id, attempt });
    artifacts = await Promise.all(result.files.map((file) => sink.put(file)));
  }
  const { outcome, warning, notTaken: away } = result;
  draft.take({
    type: 'attemptSucceeded',
    ...about,
    output: output.value,
    ...(outcome === undefined ? {} : { outcome }),
    ...(warning === undefined ? {} : { warning: cleanText(warning) }),
    ...(away === undefined ? {} : { notTaken: cleanText(away) }),
    ...(artifacts ? { artifacts } : {}),
  });
}

/** After a step: its output, to be passed on. On failure: nothing yet, since what a reviewer enters becomes the result. */
async function askAbout(draft: Draft, id: string, placement: GatePlacement, tools: SettleTools): Promise<void> {
  const { output } = draft.state.steps.get(id)!;
  const payload: Value = placement === 'after' && output ? output : { v: null };
  if (isRef(payload)) await tools.values.load([payload.ref]);
  await ask(draft, { step: id, placement, payload, shown: tools.values.resolve(payload) }, tools);
}

async function finish(draft: Draft, tools: SettleTools): Promise<void> {
  const { state } = draft;
  const { outputs } = state.spec;
  if (state.cancel !== null || Object.keys(outputs).length === 0) {
    draft.take({ type: 'finish', outputs: { v: {} } });
    return;
  }
  const paths = templateRoots(outputs);
  await tools.values.load(scopeRefs(state, paths, null));
  const rendered = renderValue(outputs, buildScope(state, null, paths, tools.values.resolve), { at: 'outputs' });
  if (!rendered.ok)
    return void draft.take({ type: 'finish', error: cleanError({ kind: 'template', ...rendered.error }) });
  const wrong = outputMismatch(state.spec.outputTypes, rendered.value as JsonObject);
  if (wrong) return void draft.take({ type: 'finish', error: cleanError(wrong) });
  const packed = packOr(draft, rendered.value, 'outputs', tools);
  draft.take('error' in packed ? { type: 'finish', error: packed.error } : { type: 'finish', outputs: packed.value });
}

export function packOr(
  draft: Draft,
  json: Json,
  place: string,
  tools: SettleTools,
): { value: Value } | { error: StepError } {
  try {
    const value = pack(json, draft.payloads);
    // The next steps of this very append may read it.
    if (isRef(value)) tools.values.keep(new Map([[value.ref, draft.payloads.get(value.ref)!]]));
    return { value };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { error: { kind: 'output', message: `The value cannot be kept: ${error.message}.`, place } };
  }
}
