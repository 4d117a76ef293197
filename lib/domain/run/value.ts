import { z } from 'zod';
import type { Json } from '../workflow/json.ts';

/** Values above this many bytes of JSON live once, by hash; events, rows and state then hold a reference. */
export const inlineLimit = 8 * 1024;

/** A JSON value in an event: itself (`v`), or the SHA-256 (hex) of its JSON text with its size in bytes. */
export const valueSchema = z.union([
  z.strictObject({ v: z.json() }),
  z.strictObject({ ref: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number().int().nonnegative() }),
]);

export type Value = { v: Json } | { ref: string; bytes: number };

export const inline = (v: Json): Value => ({ v });
export const isRef = (value: Value): value is { ref: string; bytes: number } => 'ref' in value;
