import { canonicalJson } from './canonical.ts';
import { type Json, maxDepth } from './json.ts';

export type Difference = { path: string; before?: Json; after?: Json; kind: 'added' | 'removed' | 'changed' };

/** Most differences told; past that the values are simply different. */
const most = 1000;

/**
 * Field by field, what changed from one JSON value to another. Paths are dotted, items of lists numbered, keys that are
 * no plain names in brackets: `steps[2].with["a b"]`; the root is ''. Lists of objects with an `id` are compared by it.
 * At most 1,000 differences; the last one then stands for the rest, at the root.
 */
export function diffJson(before: Json | undefined, after: Json | undefined): Difference[] {
  const found: Difference[] = [];
  const visit = (a: Json | undefined, b: Json | undefined, path: string, depth: number): void => {
    if (found.length >= most || Object.is(a, b)) return;
    if (a === undefined) found.push({ path, after: b!, kind: 'added' });
    else if (b === undefined) found.push({ path, before: a, kind: 'removed' });
    else if (depth < maxDepth && Array.isArray(a) && Array.isArray(b)) visitList(a, b, path, depth);
    else if (depth < maxDepth && isObject(a) && isObject(b)) {
      const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
      for (const key of keys) visit(own(a, key), own(b, key), join(path, key), depth + 1);
    } else if (a !== b && !same(a, b)) found.push({ path, before: a, after: b, kind: 'changed' });
  };
  const visitList = (a: Json[], b: Json[], path: string, depth: number): void => {
    const left = byId(a);
    const right = byId(b);
    if (left && right) {
      for (const id of new Set([...left.keys(), ...right.keys()]))
        visit(left.get(id), right.get(id), `${path}[${id}]`, depth + 1);
      if (sharedOrder(left, right) !== sharedOrder(right, left))
        visit([...left.keys()], [...right.keys()], join(path, 'order'), maxDepth);
      return;
    }
    for (let index = 0; index < Math.max(a.length, b.length); index++)
      visit(a[index], b[index], `${path}[${index}]`, depth + 1);
  };
  visit(before, after, '', 0);
  if (found.length >= most)
    found.push({ path: '', before: '…', after: `more than ${most.toLocaleString('en')} differences`, kind: 'changed' });
  return found;
}

const isObject = (value: Json): value is { [key: string]: Json } =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const own = (value: { [key: string]: Json }, key: string): Json | undefined =>
  Object.hasOwn(value, key) ? value[key] : undefined;
const join = (path: string, key: string) =>
  /^[A-Za-z_$][\w$-]*$/.test(key) ? (path === '' ? key : `${path}.${key}`) : `${path}[${JSON.stringify(key)}]`;

function same(a: Json, b: Json): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  try {
    return canonicalJson(a) === canonicalJson(b);
  } catch {
    return false;
  }
}

function byId(list: Json[]): Map<string, Json> | null {
  const map = new Map<string, Json>();
  for (const item of list) {
    if (!isObject(item) || !Object.hasOwn(item, 'id') || typeof item.id !== 'string' || map.has(item.id)) return null;
    map.set(item.id, item);
  }
  return map.size > 0 ? map : null;
}

const sharedOrder = (of: Map<string, Json>, other: Map<string, Json>) =>
  [...of.keys()].filter((id) => other.has(id)).join('\n');
