import { createHash } from 'node:crypto';
import { cleanJsonText, cleanText } from '#lib/domain/run/clean.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import { inlineLimit, isRef, type Value } from '#lib/domain/run/value.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { RunStore } from './ports.ts';

export type Packed = { value: Value; payloads: Map<string, string> };

/**
 * A JSON value as events hold it: cleaned of what the database cannot keep, and by hash when it is large.
 * Throws RangeError when it nests too deep.
 */
export function pack(json: Json, payloads: Map<string, string>): Value {
  const text = cleanJsonText(json);
  if (text.length <= inlineLimit / 3 || Buffer.byteLength(text) <= inlineLimit)
    return { v: text.includes('\uFFFD') ? (JSON.parse(text) as Json) : json };
  const ref = createHash('sha256').update(text).digest('hex');
  payloads.set(ref, text);
  return { ref, bytes: Buffer.byteLength(text) };
}

/** Errors quote what commands print and expressions read: cleaned like any value, and short enough for an event. */
export function cleanError(error: StepError): StepError {
  const { kind, message, place, fix } = error;
  const short = (text: string, length: number) => cleanText(text.length > length ? `${text.slice(0, length)}…` : text);
  const plain: StepError = {
    kind,
    message: short(message, 8000),
    ...(place === undefined ? {} : { place: short(place, 500) }),
    ...(fix === undefined ? {} : { fix: short(fix, 2000) }),
  };
  if (error.details === undefined) return plain;
  try {
    const text = cleanJsonText(error.details);
    return text.length > 4 * inlineLimit ? plain : { ...plain, details: JSON.parse(text) as StepError['details'] };
  } catch {
    return plain;
  }
}

const cacheLimit = 8 * 1024 * 1024;

/** The large values of one run, as far as they are at hand; the oldest are let go past 8 MB. */
export class ValueCache {
  readonly #store: Pick<RunStore, 'payloads'>;
  readonly #workspaceId: string;
  readonly #known = new Map<string, { value: Json; bytes: number }>();
  #bytes = 0;

  constructor(store: Pick<RunStore, 'payloads'>, workspaceId: string) {
    this.#store = store;
    this.#workspaceId = workspaceId;
  }

  keep(payloads: ReadonlyMap<string, string>): void {
    for (const [hash, text] of payloads) this.#keep(hash, text);
  }

  /** Loads what is missing; afterwards `resolve` knows all of these until the next call. */
  async load(hashes: string[]): Promise<void> {
    this.#shrink(new Set(hashes));
    const missing = hashes.filter((hash) => !this.#known.has(hash));
    if (missing.length === 0) return;
    const found = await this.#store.payloads({ workspaceId: this.#workspaceId, hashes: [...new Set(missing)] });
    for (const [hash, text] of found) this.#keep(hash, text);
  }

  readonly resolve = (value: Value): Json => {
    if (!isRef(value)) return value.v;
    const known = this.#known.get(value.ref);
    if (!known) throw new Error(`the large value ${value.ref} was not loaded`);
    return known.value;
  };

  /** Size of these values as JSON text, in characters. */
  bytesOf(hashes: readonly string[]): number {
    return hashes.reduce((total, hash) => total + (this.#known.get(hash)?.bytes ?? 0), 0);
  }

  #keep(hash: string, text: string): void {
    if (this.#known.has(hash)) return;
    this.#known.set(hash, { value: JSON.parse(text) as Json, bytes: text.length });
    this.#bytes += text.length;
  }

  #shrink(needed: ReadonlySet<string>): void {
    for (const [hash, { bytes }] of this.#known) {
      if (this.#bytes <= cacheLimit) return;
      if (needed.has(hash)) continue;
      this.#known.delete(hash);
      this.#bytes -= bytes;
    }
  }
}
