/** A gate while it is being designed; everything in it may still be wrong. */
export type GateDraft = Readonly<Record<string, unknown>>;

/** What a part of the gate's form is given: the whole gate, its errors by place, and the edit of one key. */
export type GatePart = {
  gate: GateDraft;
  errors: Readonly<Record<string, string>>;
  disabled: boolean;
  set: (key: string, value: unknown) => void;
};

/** The texts of a list that may be anything. */
export const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
