import { graphOf, levelsOf } from './graph.ts';
import { type Durations, longest, type Progress } from './plan.ts';
import type { StepSpec } from './spec.ts';

/** Work that is left of a run, in ms: 8 of 10 runs end between `lowMs` and `highMs` from now, if nothing waits for people. */
export type Estimate = { lowMs: number; likelyMs: number; highMs: number };

/** Fewer earlier runs tell nothing. */
export const fewestRuns = 5;
/** From so many on their own spread is taken as it is; below, the spread that so few imply. */
const plenty = 40;

type Step = Pick<StepSpec, 'id' | 'kind' | 'needs'>;

/**
 * How much longer a run works, from how long each step took in earlier runs (`history`: a run's durations in ms by step;
 * what a run did not take is missing there). Each earlier run is laid over what is left of the critical path, so that
 * steps which are slow together stay so, and branches are taken as often as they were. Null with too little history.
 */
export function estimateLeft(
  steps: readonly Step[],
  history: readonly Durations[],
  progress: ReadonlyMap<string, Progress>,
  now: number,
): Estimate | null {
  if (history.length < fewestRuns) return null;
  const graph = graphOf(steps);
  const order = levelsOf(graph).flat();
  const totals = history.map((run, index) => {
    const left = steps.map((step) => leftOf(step, run, index, history, progress.get(step.id), now));
    const { ends } = longest(order, graph.needs, left);
    return order.reduce((most, at) => Math.max(most, ends[at]!), 0);
  });
  return spreadOf(totals.toSorted((a, b) => a - b));
}

function leftOf(
  { id }: Step,
  run: Durations,
  index: number,
  history: readonly Durations[],
  at: Progress | undefined,
  now: number,
): number {
  if (at?.ended) return 0;
  if (at === undefined || at.startedAt === null) return run[id] ?? 0;
  const spent = now - at.startedAt;
  if ((run[id] ?? 0) > spent) return run[id]! - spent;
  // This earlier run would be over by now, this one is not: one of those that took longer says how it goes on.
  const longer = history.flatMap((other) => ((other[id] ?? 0) > spent ? [other[id]!] : []));
  return longer.length > 0 ? longer[index % longer.length]! - spent : spent / 4;
}

function spreadOf(sorted: readonly number[]): Estimate {
  const likelyMs = Math.round(quantile(sorted, 0.5));
  if (sorted.length >= plenty)
    return { lowMs: Math.round(quantile(sorted, 0.1)), likelyMs, highMs: Math.round(quantile(sorted, 0.9)) };
  // Durations spread by factors: the prediction interval of a few of them, in logarithms.
  const logs = sorted.map((ms) => Math.log(Math.max(ms, 1)));
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1);
  const reach = studentAt90(logs.length - 1) * Math.sqrt(variance * (1 + 1 / logs.length));
  return { lowMs: Math.round(Math.exp(mean - reach)), likelyMs, highMs: Math.round(Math.exp(mean + reach)) };
}

/** Between neighbours; the ends are the least and the most. */
function quantile(sorted: readonly number[], share: number): number {
  const at = Math.min(Math.max((sorted.length + 1) * share - 1, 0), sorted.length - 1);
  const below = Math.floor(at);
  return sorted[below]! + (sorted[Math.ceil(at)]! - sorted[below]!) * (at - below);
}

/** The 90 % point of Student's distribution, by its expansion around the normal one (Cornish and Fisher). */
const studentAt90 = (freedom: number) => 1.2816 + 0.8467 / freedom + 0.571 / freedom ** 2;
