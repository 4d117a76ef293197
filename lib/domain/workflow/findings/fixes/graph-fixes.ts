import { meantIn } from '../../../expression/closest-name.ts';
import type { Json, JsonObject } from '../../json.ts';
import { isObject, valueAt } from './edit.ts';
import { type Fix, type Mend, quotedIn, remove, set } from './mend.ts';

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const needed = (need: Json): string => (isObject(need) ? String(need.step) : String(need));

/** Without an entry of a list; an emptied list leaves the file. */
function withoutEntry(spec: JsonObject, path: (string | number)[], label: string): Fix {
  const list = path.slice(0, -1);
  return listOf(valueAt(spec, list)).length > 1 ? set(spec, path, undefined, label) : set(spec, list, undefined, label);
}

const removeNeed: Mend = (spec, { path }) => withoutEntry(spec, path, 'Remove this need');

const dangling: Mend = (spec, { path, fix }) => {
  const meant = meantIn(fix);
  const value = valueAt(spec, path);
  if (value === undefined) return null;
  if (meant === null) return withoutEntry(spec, path, 'Remove this need');
  return set(spec, isObject(value) ? [...path, 'step'] : path, meant, `Write ${meant}`);
};

const unknownOutcome: Mend = (spec, { path, fix }) => {
  const meant = meantIn(fix);
  return meant === null || !isObject(valueAt(spec, path)) ? null : set(spec, [...path, 'on'], meant, `Write ${meant}`);
};

/** A step that reads a result needs the step; within a map, the map needs what is outside of it. */
const addNeed: Mend = (spec, { path, message }) => {
  if (!message.includes('need not have run before') || path[0] !== 'steps') return null;
  const id = quotedIn(message).at(-1)!;
  const inMap = path[2] === 'with' && path[3] === 'steps' && typeof path[4] === 'number';
  const nested = inMap ? listOf(valueAt(spec, path.slice(0, 4))) : [];
  const inside = nested.some((step) => isObject(step) && step.id === id);
  const needs = [...path.slice(0, inside ? 5 : 2), 'needs'];
  const before = listOf(valueAt(spec, needs));
  return before.some((need) => needed(need) === id) ? null : set(spec, needs, [...before, id], `Let it need ${id}`);
};

/** Needs of what is waited for in vain, in its place. */
const besideIt: Mend = (spec, { path }) => {
  const list = path.slice(0, -1);
  const before = listOf(valueAt(spec, list));
  const need = before[Number(path.at(-1))];
  const source = listOf(spec.steps).find((step) => isObject(step) && step.id === (need && needed(need)));
  if (!isObject(source)) return null;
  const seen = new Set<string>();
  const needs = before
    .flatMap((each) => (each === need ? listOf(source.needs) : [each]))
    .filter((each) => {
      const key = JSON.stringify(each);
      return seen.has(key) ? false : Boolean(seen.add(key));
    });
  return set(spec, list, needs.length > 0 ? needs : undefined, 'Run both at once');
};

/** Edges, joins, limits of time and what is repeated. */
export const graphFixes: Record<string, Mend> = {
  'logic.dangling': dangling,
  'logic.selfNeed': removeNeed,
  'logic.duplicateNeed': removeNeed,
  'logic.unknownOutcome': unknownOutcome,
  'logic.notUpstream': addNeed,
  'performance.idleNeed': besideIt,
  'logic.unreachable': (spec, { path }) =>
    set(spec, [...path.slice(0, -1), 'join'], 'any', 'Run after whichever comes'),
  'logic.join': (spec, found) => {
    const { length } = listOf(valueAt(spec, [...found.path.slice(0, -1), 'needs']));
    return length > 0 ? set(spec, found.path, length, `Wait for ${length}`) : remove(spec, found);
  },
  'logic.handlerNeeds': remove,
  'logic.timeoutHere': remove,
  'logic.retryNotRepeatable': remove,
  'logic.timeout': (spec, { path }) =>
    spec.timeout === undefined ? null : set(spec, path, spec.timeout, 'Shorten it to that of the run'),
  'logic.cache': (spec, found) => (found.fix === 'Remove cache.' ? remove(spec, found) : null),
  'logic.undo': (spec, found) => (found.path.at(-1) === 'undo' ? remove(spec, found) : null),
  'logic.fallback': (spec, found) => (found.path.at(-1) === 'fallback' ? remove(spec, found) : null),
  'logic.unusedHandler': (spec, { step }) =>
    step === undefined
      ? null
      : set(
          spec,
          ['onFailure', 'run'],
          [...listOf(valueAt(spec, ['onFailure', 'run'])), step],
          'Run it when the workflow fails',
        ),
  'logic.rollback': (spec, { path }) =>
    path.at(-1) === 'undo' ? set(spec, ['onFailure', 'rollback'], true, 'Roll back when the workflow fails') : null,
};
