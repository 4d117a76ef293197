import { z } from 'zod';
import { canonicalJson, sha256Hex } from '../workflow/canonical.ts';
import type { Json } from '../workflow/json.ts';

/** Values above this many characters of canonical JSON live once, by hash; events, rows and state then hold a reference. */
export const inlineLimit = 8 * 1024;

/** A JSON value in an event: itself (`v`), or the SHA-256 (hex) of its canonical JSON with its length in characters. */
export const valueSchema = z.union([
  z.strictObject({ v: z.json() }),
  z.strictObject({ ref: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number().int().nonnegative() }),
]);

export type Value = { v: Json } | { ref: string; bytes: number };

export const inline = (v: Json): Value => ({ v });
export const isRef = (value: Value): value is { ref: string; bytes: number } => 'ref' in value;

/** SHA-256 (hex) of its canonical JSON. */
export const hashOf = (value: Value): string => (isRef(value) ? value.ref : sha256Hex(canonicalJson(value.v)));

/** Splits a value into what goes into the event and, when it is large, the text to keep under its hash. */
export function toValue(json: Json): { value: Value; payload: { hash: string; text: string } | null } {
  const text = canonicalJson(json);
  if (text.length <= inlineLimit) return { value: { v: json }, payload: null };
  const hash = sha256Hex(text);
  return { value: { ref: hash, bytes: text.length }, payload: { hash, text } };
}
