import { type Json, maxDepth, withinDepth } from '../workflow/json.ts';

/** The character that stands for what no text in the database can hold. */
const replacement = '\uFFFD';

/** Text that PostgreSQL can keep: NUL and lone surrogates become U+FFFD. */
export function cleanText(text: string): string {
  return text.isWellFormed() && !text.includes('\0') ? text : text.toWellFormed().replaceAll('\0', replacement);
}

/**
 * A JSON value's text, fit for a `jsonb` column: NUL and lone surrogates become U+FFFD, in keys too.
 * Throws RangeError when the value nests deeper than `limit`.
 */
export function cleanJsonText(value: unknown, limit = maxDepth): string {
  const text = stringify(value, limit);
  // Each level costs two characters, so that a short text cannot be too deep and needs no walk.
  if (text.length > 2 * limit && !withinDepth(value, limit)) throw tooDeep(limit);
  if (!text.includes('\\u')) return text;
  // `JSON.stringify` writes lone surrogates as \udXXX and pairs as themselves. An even number of backslashes before
  // the \u are escaped backslashes, not an escape.
  return text.replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g, `$1${replacement}`);
}

/** The value as it reads after having been stored. Throws RangeError when it is too deep. */
export function cleanJson(value: Json, limit = maxDepth): Json {
  return JSON.parse(cleanJsonText(value, limit)) as Json;
}

function stringify(value: unknown, limit: number): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(limit);
    throw error;
  }
}

const tooDeep = (limit: number) => new RangeError(`the value nests deeper than ${limit} levels`);
