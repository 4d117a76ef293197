import { takenOf } from '#components/canvas/taken.ts';
import type { RunView } from '#lib/contracts/run.ts';
import type { RunStepView } from '#lib/contracts/run-step.ts';

/** One step in two runs; `ms`: how long it took, null where it has not both begun and ended, or was not run itself. */
export type StepPair = { id: string; name: string; a: StepSide | null; b: StepSide | null };
export type StepSide = { step: RunStepView; ms: number | null };

/** Steps of both runs beside each other, in the order of the second; what only the first has stands last. */
export function comparedSteps(a: readonly RunStepView[], b: readonly RunStepView[]): StepPair[] {
  const first = new Map(a.map((step) => [step.id, step]));
  const second = new Map(b.map((step) => [step.id, step]));
  return [...b, ...a.filter(({ id }) => !second.has(id))].map(({ id, name }) => ({
    id,
    name,
    a: sideOf(first.get(id)),
    b: sideOf(second.get(id)),
  }));
}

function sideOf(step: RunStepView | undefined): StepSide | null {
  if (!step) return null;
  const { startedAt, finishedAt } = step;
  const ran = startedAt !== null && finishedAt !== null && takenOf(step) === null;
  return { step, ms: ran ? Date.parse(finishedAt) - Date.parse(startedAt) : null };
}

/** ms from start to end; null while it goes on. */
export const runLength = ({ startedAt, finishedAt }: Pick<RunView, 'startedAt' | 'finishedAt'>): number | null =>
  startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : null;

export type Fields = readonly { name: string; same: boolean; a: unknown; b: unknown }[];

/**
 * Values of two runs, field by field. Large ones are held by their hash, so that they are compared without being read.
 * A value that is no object is one field without a name; undefined: not there.
 */
export function comparedFields(a: unknown, b: unknown): Fields {
  if (!isObject(a) || !isObject(b)) return [{ name: '', same: equal(a, b), a, b }];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => ({
    name,
    same: equal(a[name], b[name]),
    a: a[name],
    b: b[name],
  }));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('ref' in value && 'preview' in value);

/** The same JSON, whatever the order of keys. */
function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}
