import type { JsonObject } from '../../json.ts';
import { valueAt } from './edit.ts';
import { gateFixes } from './gate-fixes.ts';
import { graphFixes } from './graph-fixes.ts';
import type { Fix, Told } from './mend.ts';
import { nameFixes } from './name-fixes.ts';
import { practiceFixes } from './practice-fixes.ts';

const mends = { ...nameFixes, ...graphFixes, ...gateFixes, ...practiceFixes };

/** Rules whose findings can be mended by one click, at least often. */
export const mendable: ReadonlySet<string> = new Set(Object.keys(mends));

/**
 * The workflow with the finding mended, where that is safe and there is one way to do it; null otherwise, and when the
 * finding is about a workflow that has changed since. What is not mended keeps its identity.
 */
export function fixOf(spec: JsonObject, found: Told): Fix | null {
  const mend = Object.hasOwn(mends, found.rule) ? mends[found.rule] : undefined;
  const { path } = found;
  if (!mend || !path) return null;
  const [list, index] = path;
  if (list === 'steps' && typeof index === 'number' && found.step !== undefined) {
    const id = valueAt(spec, [list, index, 'id']);
    // A step of a map is told by the name of the map, or by its own.
    if (id !== found.step && !(path[2] === 'with' && valueAt(spec, [...path.slice(0, 5), 'id']) === found.step))
      return null;
  }
  return mend(spec, { ...found, path });
}
