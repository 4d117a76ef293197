import type { Json } from '#lib/domain/workflow/json.ts';

/** Puts `•••` in the place of values that must not be seen, in each form that they are known to take. */
export interface Mask {
  text(text: string): string;
  /** Texts and keys at every depth. */
  json(value: Json): Json;
  /** Whether a file holds none of them, read as UTF-8 or as bytes. */
  bytes(content: Uint8Array): Uint8Array;
  /** For text that arrives in pieces: what could be the beginning of a hidden value waits for the next piece. */
  stream(): { push(piece: string): string; end(): string };
}

/** Of an attempt that was given nothing to hide. */
export const noMask: Mask = {
  text: (text) => text,
  json: (value) => value,
  bytes: (content) => content,
  stream: () => ({ push: (piece) => piece, end: () => '' }),
};
