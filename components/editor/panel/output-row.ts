import { inputTypes } from '#lib/domain/workflow/spec.ts';
import { isObject } from '../model/draft.ts';

export type OutputType = (typeof inputTypes)[number];

/** An output as the panel edits it: its value, and the type it promises, if any. */
export type OutputRow = { type: OutputType | null; value: unknown; description?: unknown };

/** Reads an output in any state. Only an object of exactly the typed form promises a type, as when it is run. */
export function readOutput(given: unknown): OutputRow {
  if (!isObject(given)) return { type: null, value: given };
  const { type, value, description, ...other } = given;
  const known = inputTypes.find((each) => each === type);
  if (!known || !('value' in given) || Object.keys(other).length > 0) return { type: null, value: given };
  return { type: known, value, ...(description === undefined ? {} : { description }) };
}

/** The same for the file. Without a type there is no place for a description. */
export function writeOutput({ type, value, description }: OutputRow): unknown {
  if (type === null) return value;
  return { type, value, ...(description === undefined ? {} : { description }) };
}
