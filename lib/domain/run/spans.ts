import type { RunState, StepPhase, StepState } from './state.ts';

/** A time a step spent in one way. `to`: null while it lasts. Unix ms. */
export type Span = { phase: SpanPhase; attempt: number; from: number; to: number | null };

/** Ways to spend time: could start and did not; asks a person; waits for a slot, a time or an event, its next try; works. */
export const spanPhases = ['ready', 'gated', 'queued', 'suspended', 'retrying', 'running'] as const;
export type SpanPhase = (typeof spanPhases)[number];

/** By step, in order. */
export type Spans = Map<string, Span[]>;

const isSpan = (phase: StepPhase): phase is SpanPhase => (spanPhases as readonly StepPhase[]).includes(phase);

/** Notes what the last event did to the steps that it touched; times in which nothing passed are left out. */
export function noteSpans(spans: Spans, state: RunState, touched: Iterable<string>): void {
  const { at } = state;
  for (const id of touched) {
    const step = state.steps.get(id);
    if (!step) continue;
    const { phase, attempt } = step;
    const own = spans.get(id) ?? [];
    const last = own.at(-1);
    if (last?.to === null) {
      if (last.phase === phase && last.attempt === attempt) continue;
      if (last.from === at) own.pop();
      else last.to = at;
    }
    if (isSpan(phase)) own.push({ phase, attempt, from: at, to: null });
    spans.set(id, own);
  }
}

/**
 * The chain of steps that the run's end waited for (or, while it goes on, waits for): from each step back to the one of
 * its needs that came last. First step first. What took no time of this run (taken over from an earlier one, not taken)
 * is passed through: the chain goes on before it.
 */
export function pathTaken(state: RunState): string[] {
  const waitedFor = partsOf(state);
  const passed = new Set<string>();
  for (let at = lastStep(state, waitedFor); at !== null && !passed.has(at); at = lastNeed(state, at)) passed.add(at);
  return [...passed].filter((id) => waitedFor(state.steps.get(id)!, id)).reverse();
}

type Tells = (step: StepState, id: string) => boolean;

/** A gate that stands alone is waited for like any step, and never starts; so is the gate of a step that was taken over. */
function partsOf(state: RunState): Tells {
  const fresh = [...state.gates.values()].filter(({ reused }) => reused === null);
  const asked = new Set(fresh.map(({ step }) => step));
  return ({ startedAt, finishedAt, phase }, id) =>
    startedAt !== null || phase === 'gated' || phase === 'failed' || (finishedAt !== null && asked.has(id));
}

function lastStep(state: RunState, waitedFor: Tells): string | null {
  const { spec, added, steps } = state;
  const drawn = [...spec.steps.map(({ id }) => id), ...added.keys()].filter((id) => waitedFor(steps.get(id)!, id));
  const open = drawn.filter((id) => steps.get(id)!.finishedAt === null);
  const among = open.length > 0 ? open : drawn;
  return latest(among, (id) => steps.get(id)!.endSeq ?? steps.get(id)!.startedAt ?? 0);
}

function lastNeed(state: RunState, id: string): string | null {
  const needs = state.stepSpecs.get(id)!.needs.map(({ step }) => step);
  const ended = needs.filter((need) => (state.steps.get(need)?.endSeq ?? null) !== null);
  return latest(ended, (need) => state.steps.get(need)!.endSeq!);
}

function latest(ids: readonly string[], rank: (id: string) => number): string | null {
  return ids.reduce<string | null>((best, id) => (best === null || rank(id) > rank(best) ? id : best), null);
}
