import type { RunView } from '#lib/contracts/run.ts';
import type { RunFacts } from '#lib/contracts/run-view/run-view.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import type { Layout } from '#lib/domain/workflow/spec.ts';

type Large = { ref: string; bytes: number; preview: string };

const isLarge = (value: unknown): value is Large =>
  typeof value === 'object' && value !== null && 'ref' in value && 'bytes' in value && 'preview' in value;

/** What the server says of a run beyond its events. Beginnings of large values once read are kept. */
export function factsOf(view: RunView, before: RunFacts | null): RunFacts {
  const values = [view.input, view.outputs, ...view.steps.flatMap(({ input, output }) => [input, output])];
  const waits = [...view.waitingFor, ...view.steps.flatMap(({ waitingFor }) => waitingFor ?? [])];
  return {
    id: view.id,
    number: view.number,
    draft: view.draft,
    // The very object, so that the drawing is not arranged anew.
    layout: before?.layout ?? (view.layout as Layout),
    eta: view.eta,
    parent: view.parent,
    previews: new Map([
      ...(before?.previews ?? []),
      ...values.filter(isLarge).map(({ ref, preview }): [string, string] => [ref, preview]),
    ]),
    children: new Map(
      view.steps.flatMap(({ child }) => (child !== null && child.number !== null ? [[child.runId, child]] : [])),
    ),
    unserved: new Set(waits.flatMap(({ pool, served }) => (pool !== undefined && served === false ? pool : []))),
    queued: view.status === 'queued' ? view.waitingFor : null,
  };
}

/** The same, as far as it fits the state, which may be later. */
export const factsFor = (state: RunState, facts: RunFacts): RunFacts => ({
  ...facts,
  eta: isEnded(state.status) ? null : facts.eta,
  queued: state.status === 'queued' ? facts.queued : null,
});

/** When they have to be read again, in ms from now; null while they hold. `view`: what was made of them. */
export function factsDue(view: RunView, { previews }: RunFacts): number | null {
  const { steps, status } = view;
  const shown = [view.input, view.outputs, ...steps.flatMap(({ input, output }) => [input, output])];
  if (shown.some((value) => isLarge(value) && !previews.has(value.ref))) return soonMs;
  if (steps.some(({ child }) => child !== null && child.number === null)) return soonMs;
  if (status === 'queued' || steps.some((step) => step.child && step.status === 'waiting')) return outsideMs;
  if (!isEnded(status) && (view.eta || view.waitingFor.some(({ pool }) => pool !== undefined))) return slowMs;
  return null;
}

const soonMs = 1000;
/** What a child run or the queue does is no event of this run. */
const outsideMs = 3000;
const slowMs = 10_000;
