import { holdsReferenceMarks, shownText } from '../secret/reference.ts';
import type { Json } from '../workflow/json.ts';

/** One place where an edit goes beyond what the gate lets a reviewer change; `path` is dotted (`text`, `items.0.name`). */
export type EditFinding = { path: string; message: string; fix: string };

type Rules = {
  editable: true | readonly string[];
  /** Whether fields may disappear: parameters of a step (its kind's schema decides), not results that others read. */
  removable: boolean;
};

const kindOf = (value: Json) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
const named = { null: 'empty', array: 'a list', object: 'an object', string: 'text' } as Record<string, string>;
const inWords = (kind: string) => named[kind] ?? `a ${kind}`;

/**
 * What is wrong with an edit of a gate's payload, empty when it may stand: only editable fields differ, and every
 * value keeps its type (`null` may become anything, and anything may become `null` where fields may disappear).
 */
export function editFindings(before: Json, after: Json, rules: Rules): EditFinding[] {
  const findings: EditFinding[] = [];
  compare(before, after, [], rules, findings);
  return findings;
}

/**
 * References to sealed values that an edit brought in: one may stay only in the very text it stood in before. A reviewer
 * could otherwise have any secret put wherever the step takes one. `before`: undefined where there is nothing to compare.
 */
export function referenceFindings(before: Json | undefined, after: Json, path: readonly string[] = []): EditFinding[] {
  if (!holdsReferenceMarks(after)) return [];
  const refused = (place: readonly string[], text: string): EditFinding => ({
    path: place.map(shownText).join('.'),
    message: `${place.map(shownText).join('.') || 'The value'} refers to a sealed value (${shownText(text).slice(0, 80)}) that did not stand there`,
    fix: 'Leave texts with sealed values exactly as they were, or write another text.',
  });
  if (typeof after === 'string') return after === before ? [] : [refused(path, after)];
  const old = typeof before === 'object' && before !== null ? before : {};
  return Object.entries(after as object).flatMap(([key, item]: [string, Json]) => {
    const here = [...path, key];
    if (holdsReferenceMarks(key)) return [refused(here, key)];
    return referenceFindings(Object.hasOwn(old, key) ? (old as Record<string, Json>)[key] : undefined, item, here);
  });
}

/** Whether `editable` covers the field: named itself, or inside one that is. */
export function covers(editable: Rules['editable'], path: readonly string[]): boolean {
  if (editable === true) return true;
  const at = path.join('.');
  return editable.some((field) => at === field || at.startsWith(`${field}.`));
}

function compare(before: Json, after: Json, path: string[], rules: Rules, findings: EditFinding[]): void {
  if (findings.length >= 50 || before === after) return;
  const was = kindOf(before);
  const is = kindOf(after);
  if (was === is && was === 'object') {
    compareObjects(before as { [key: string]: Json }, after as { [key: string]: Json }, path, rules, findings);
    return;
  }
  if (was === is && was === 'array') {
    compareLists(before as Json[], after as Json[], path, rules, findings);
    return;
  }
  const at = path.join('.');
  if (!covers(rules.editable, path)) findings.push(refused(at, rules.editable));
  else if (was !== is && was !== 'null' && !(is === 'null' && rules.removable))
    findings.push({
      path: at,
      message: `${at || 'The value'} was ${inWords(was)} and became ${inWords(is)}`,
      fix: `Enter ${inWords(was)}.`,
    });
}

function compareObjects(
  before: { [key: string]: Json },
  after: { [key: string]: Json },
  path: string[],
  rules: Rules,
  findings: EditFinding[],
): void {
  for (const key of Object.keys(before)) {
    const here = [...path, key];
    if (Object.hasOwn(after, key)) compare(before[key] as Json, after[key] as Json, here, rules, findings);
    else if (!covers(rules.editable, here)) findings.push(refused(here.join('.'), rules.editable));
    else if (!rules.removable)
      findings.push({
        path: here.join('.'),
        message: `${here.join('.')} is missing, and later steps may read it`,
        fix: 'Keep the field; leave it empty instead.',
      });
  }
  for (const key of Object.keys(after)) {
    const here = [...path, key];
    if (!Object.hasOwn(before, key) && !covers(rules.editable, here))
      findings.push(refused(here.join('.'), rules.editable));
  }
}

function compareLists(before: Json[], after: Json[], path: string[], rules: Rules, findings: EditFinding[]): void {
  if (before.length !== after.length && !covers(rules.editable, path)) {
    findings.push(refused(path.join('.'), rules.editable));
    return;
  }
  // Entries may have moved, so their types are held only where the list kept its length.
  if (before.length !== after.length) return;
  before.forEach((value, index) => {
    compare(value, after[index] as Json, [...path, String(index)], rules, findings);
  });
}

function refused(path: string, editable: Rules['editable']): EditFinding {
  const fields = editable === true || editable.length === 0 ? 'nothing' : editable.join(', ');
  return {
    path,
    message: `${path || 'The value'} may not be edited at this gate`,
    fix: `Put the old value back. Editable here: ${fields}.`,
  };
}
