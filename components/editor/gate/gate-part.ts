import type { Held } from './held.ts';

/** A gate while it is being designed; everything in it may still be wrong. */
export type GateDraft = Readonly<Record<string, unknown>>;

/** What a part of the gate's form is given: the whole gate, its errors by place, what policies hold, and the edit of one key. */
export type GatePart = {
  gate: GateDraft;
  errors: Readonly<Record<string, string>>;
  disabled: boolean;
  held: Held;
  set: (key: string, value: unknown) => void;
};

/** The texts of a list that may be anything. */
export const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** A duration as it was typed; a bare number is seconds, as in the file. */
export const durationTyped = (text: string): string | number => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : text);

/** What is wrong with a key, or else with the first thing inside it. */
export const errorAt = (errors: Readonly<Record<string, string>>, key: string): string | undefined =>
  errors[key] ?? Object.entries(errors).find(([place]) => place.startsWith(`${key}.`))?.[1];
