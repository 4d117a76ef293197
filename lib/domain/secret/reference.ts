import type { Json } from '../workflow/json.ts';

/**
 * A sealed value in a step's parameters, as events, gates, the record and pages hold it: two Unicode noncharacters around
 * the name by which the worker looks the value up, just before it executes. Noncharacters have no use in interchanged
 * text, and whatever comes from data is cleaned of them (`withoutReferences`): nobody can write a reference by hand.
 * Names: `secrets.TOKEN` (of the workspace), `inputs.password` (a sensitive input of the run).
 */
const opening = '\uFDD0';
const closing = '\uFDD1';
const pattern = /\uFDD0((?:secrets|inputs)\.[A-Za-z_][A-Za-z0-9_-]{0,99})\uFDD1/g;
const marks = /[\uFDD0\uFDD1]/g;

export type SealedName = `secrets.${string}` | `inputs.${string}`;

/** What a secret may be called. */
export const secretName = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

export const reference = (name: SealedName): string => `${opening}${name}${closing}`;

/** A text from data, with nothing in it that could be taken for a reference. */
export const withoutReferences = (text: string): string => text.replace(marks, '\uFFFD');

/** The same at every depth, keys included. */
export function jsonWithoutReferences(value: Json): Json {
  if (typeof value === 'string') return withoutReferences(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(jsonWithoutReferences);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [withoutReferences(key), jsonWithoutReferences(item)]),
  );
}

/** Whether a value holds a character that only references have, in texts or keys. */
export function holdsReferenceMarks(value: Json): boolean {
  if (typeof value === 'string') return /[\uFDD0\uFDD1]/.test(value);
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([key, item]) => holdsReferenceMarks(key) || holdsReferenceMarks(item));
}

/** Names that a value's texts refer to. */
export function referencesIn(value: Json): Set<SealedName> {
  const found = new Set<SealedName>();
  for (const text of texts(value))
    if (text.includes(opening)) for (const [, name] of text.matchAll(pattern)) found.add(name as SealedName);
  return found;
}

/** A text as people are shown it: `Bearer ••• TOKEN`. */
export const shownText = (text: string): string =>
  text.includes(opening)
    ? text.replace(pattern, (_, name: string) => `••• ${name.slice(name.indexOf('.') + 1)}`)
    : text;

/** A text with its values put in; `read` throws for a name it does not know. */
export const revealedText = (text: string, read: (name: SealedName) => string): string =>
  text.includes(opening) ? text.replace(pattern, (_, name: SealedName) => read(name)) : text;

function* texts(value: Json): Generator<string> {
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') yield next;
    else if (next !== null && typeof next === 'object') for (const child of Object.values(next)) waiting.push(child);
  }
}
