import { type Json, maxDepth, withinDepth } from '#lib/domain/workflow/json.ts';

/** The body sits inside an output, which sits inside what expressions see. */
const depth = maxDepth - 20;

const jsonType = /^(?:application|text)\/(?:[^;\s]+\+)?json$/;
const textType =
  /^(?:text\/|[^/]+\/[^;]*\+xml$|application\/(?:xml|yaml|x-yaml|toml|javascript|ecmascript|graphql|sql|x-ndjson|x-www-form-urlencoded)$)/;

export type Content = { body: Json; warning?: string };

/**
 * The body of an answer as a value: null when empty, JSON parsed, text decoded by its charset, and
 * `{ base64, bytes, mediaType }` for anything else.
 */
export function contentOf(bytes: Uint8Array, contentType: string): Content {
  if (bytes.length === 0) return { body: null };
  const mediaType = mediaTypeIn(contentType);
  if (jsonType.test(mediaType)) return parsed(decoded(bytes, charsetIn(contentType)));
  if (textType.test(mediaType)) return { body: decoded(bytes, charsetIn(contentType)) };
  const text = mediaType === '' ? strictUtf8(bytes) : null;
  return { body: text ?? { base64: Buffer.from(bytes).toString('base64'), bytes: bytes.length, mediaType } };
}

/** The beginning of a body for a message; nothing of a binary one. */
export function excerptOf(bytes: Uint8Array, length: number): string {
  const text = strictUtf8(bytes.subarray(0, 4 * length), true);
  if (text === null) return '';
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

export const mediaTypeIn = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();

const charsetIn = (contentType: string): string => /;\s*charset="?([^\s";]+)/i.exec(contentType)?.[1] ?? 'utf-8';

function parsed(text: string): Content {
  try {
    const value = JSON.parse(text) as Json;
    if (withinDepth(value, depth)) return { body: value };
    return { body: text, warning: `The answer nests deeper than ${depth} levels and was kept as text.` };
  } catch {
    return { body: text, warning: 'The answer says that it is JSON, but it is not; it was kept as text.' };
  }
}

function decoded(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // A charset that nobody knows.
    return new TextDecoder().decode(bytes);
  }
}

function strictUtf8(bytes: Uint8Array, stream = false): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream });
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
