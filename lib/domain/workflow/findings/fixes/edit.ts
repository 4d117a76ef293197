import type { Json, JsonObject } from '../../json.ts';

type Path = readonly (string | number)[];

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at the place; undefined where there is none. */
export function valueAt(root: Json | undefined, path: Path): Json | undefined {
  let value = root;
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, Json>)[key];
  }
  return value;
}

/**
 * A copy with another value at the place, or without it when `value` is undefined; what is not on the way keeps its
 * identity. Objects that are missing on the way are made; a list takes the place out and closes the gap.
 */
export function withValue(root: Json | undefined, path: Path, value: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  if (Array.isArray(root)) {
    if (rest.length === 0 && value === undefined) return root.filter((_, index) => index !== key);
    return root.map((each, index) => (index === key ? withValue(each, rest, value) : each));
  }
  const object = isObject(root) ? root : {};
  if (rest.length > 0) return { ...object, [key]: withValue(object[key], rest, value) };
  if (value !== undefined) return { ...object, [key]: value };
  const { [key]: _, ...left } = object;
  return left;
}

/** A copy in which the key at the end of the place is called `to`, where it stood. */
export function withKey(root: Json, path: Path, to: string): Json {
  const owner = valueAt(root, path.slice(0, -1));
  if (!isObject(owner)) return root;
  const from = String(path.at(-1));
  const entries = Object.entries(owner).map(([key, value]) => [key === from ? to : key, value] as const);
  return withValue(root, path.slice(0, -1), Object.fromEntries(entries));
}
