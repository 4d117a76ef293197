import { refuse } from '#lib/server/refusal.ts';

/** Deeper than any workflow, far below what a recursive reader survives. */
export const maxDepth = 200;

const quote = 0x22;
const backslash = 0x5c;

/** Whether brackets nest deeper than `limit`, in one pass and constant memory. */
export function deeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inText) {
      if (code === backslash) index++;
      else if (code === quote) inText = false;
    } else if (code === quote) inText = true;
    else if (code === 0x5b || code === 0x7b) {
      depth++;
      if (depth > limit) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}

/** The path of the first text that no database column can hold: NUL, half a surrogate pair, or a name that is a trap. */
export function unstorable(value: unknown, path = ''): { path: string; message: string } | null {
  if (typeof value === 'string') return unstorableText(value, path);
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const found = unstorable(value[index], join(path, String(index)));
      if (found) return found;
    }
    return null;
  }
  for (const [name, item] of Object.entries(value)) {
    const found = name === '__proto__' ? { path, message: 'has a name that is not allowed: __proto__' } : null;
    const trouble = found ?? unstorableText(name, path) ?? unstorable(item, join(path, name));
    if (trouble) return trouble;
  }
  return null;
}

const join = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);

function unstorableText(text: string, path: string): { path: string; message: string } | null {
  if (text.includes('\0')) return { path, message: 'contains a NUL character' };
  if (!text.isWellFormed()) return { path, message: 'contains half of a character (a lone surrogate)' };
  return null;
}

/** The parser quotes the text around its mistake, in which there may be a password. */
const withoutQuote = (message: string) => message.replace(/, (?:\.\.\.)?".*$/s, '').slice(0, 200);

/** JSON text → value. Refuses what is no JSON, nests too deep or holds text that cannot be stored. */
export function readJson(text: string): unknown {
  if (deeperThan(text, maxDepth)) throw refuse('invalid_request', `The JSON nests deeper than ${maxDepth} levels.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refuse('invalid_request', {
      detail: `The body is not JSON: ${error instanceof Error ? withoutQuote(error.message) : 'it cannot be read'}.`,
    });
  }
  const trouble = unstorable(value);
  if (trouble)
    throw refuse('invalid_request', { errors: [trouble], detail: `${trouble.path || 'The body'} ${trouble.message}.` });
  return value;
}
