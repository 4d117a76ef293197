import { type Json, maxDepth } from '../workflow/json.ts';

/** Why a value cannot be said in JSON; `path` leads to the part that cannot. */
export class NotJson extends Error {}

/** Most parts (list items, fields) of a result: a small expression can build a large tree out of shared parts. */
const maxParts = 100_000;

/**
 * A value of an expression or template as JSON. Whole CEL numbers (bigint) become numbers, times become ISO text, lists
 * and maps are copied with own properties only. Throws NotJson for what JSON cannot say (NaN, infinity, functions,
 * bytes) or what is too large or too deep.
 */
export function toJson(value: unknown): Json {
  let parts = 0;
  const copy = (item: unknown, depth: number): Json => {
    if (++parts > maxParts) throw new NotJson(`the result has more than ${maxParts.toLocaleString('en')} parts`);
    if (depth > maxDepth) throw new NotJson(`the result nests more than ${maxDepth} levels`);
    if (item === null || item === undefined) return null;
    if (typeof item === 'string' || typeof item === 'boolean') return item;
    if (typeof item === 'number') return finite(item);
    if (typeof item === 'bigint') return whole(item);
    if (Array.isArray(item)) {
      const list: Json[] = [];
      for (const child of item) list.push(copy(child, depth + 1));
      return list;
    }
    if (item instanceof Set) return Array.from(item, (child) => copy(child, depth + 1));
    if (item instanceof Date) return iso(item);
    if (item instanceof Map)
      return Object.fromEntries(Array.from(item, ([key, child]) => [String(key), copy(child, depth + 1)]));
    if (typeof item === 'object') {
      const proto: unknown = Object.getPrototypeOf(item);
      // fromEntries defines own properties, so a key such as __proto__ stays data.
      if (proto === null || proto === Object.prototype)
        return Object.fromEntries(Object.entries(item).map(([key, child]) => [key, copy(child, depth + 1)]));
      if ('seconds' in item && 'nanos' in item) return String(item);
      if (typeof item.valueOf() === 'bigint') return whole(item.valueOf() as unknown as bigint);
    }
    throw new NotJson('the result is not a text, number, true/false, list or object');
  };
  return copy(value, 0);
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new NotJson('the result is not a finite number (a division by zero?)');
  // JSON has no -0.
  return value === 0 ? 0 : value;
}

function whole(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new NotJson('the result is a whole number too large to keep exactly (past 2^53)');
  return number;
}

function iso(value: Date): string {
  if (Number.isNaN(value.getTime())) throw new NotJson('the result is not a valid time');
  return value.toISOString();
}
