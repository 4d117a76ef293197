import { z } from 'zod';
import { canonicalJson } from '../workflow/canonical.ts';
import type { Json } from '../workflow/json.ts';

/** One field that differs. `path` is dotted, with list places in brackets: `steps[2].with.url`; empty for the whole. */
export const changeSchema = z.strictObject({
  path: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  before: z.json().optional(),
  after: z.json().optional(),
});
export type Change = z.infer<typeof changeSchema>;

/** A record is read by people: beyond these, the rest is one change of the whole. */
const mostChanges = 100;
const longestValue = 4000;

/** Fields that differ between two JSON values, in the order of the first, then what was added. */
export function changesBetween(before: Json | undefined, after: Json | undefined): Change[] {
  const changes: Change[] = [];
  compare('', before, after, changes);
  if (changes.length <= mostChanges) return changes;
  const rest = changes.length - (mostChanges - 1);
  return [...changes.slice(0, mostChanges - 1), { path: `… ${rest} more`, kind: 'changed' }];
}

function compare(path: string, before: Json | undefined, after: Json | undefined, changes: Change[]): void {
  if (before === after) return;
  if (before === undefined) changes.push({ path, kind: 'added', after: shortened(after ?? null) });
  else if (after === undefined) changes.push({ path, kind: 'removed', before: shortened(before) });
  else if (Array.isArray(before) && Array.isArray(after)) {
    for (let index = 0; index < Math.max(before.length, after.length); index++)
      compare(`${path}[${index}]`, before[index], after[index], changes);
  } else if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      compare(path === '' ? key : `${path}.${key}`, before[key], after[key], changes);
  } else changes.push({ path, kind: 'changed', before: shortened(before), after: shortened(after) });
}

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shortened(value: Json): Json {
  const text = typeof value === 'string' ? value : canonicalJson(value);
  return text.length <= longestValue ? value : `${text.slice(0, longestValue).toWellFormed()}…`;
}
