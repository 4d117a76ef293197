import { isObject } from './draft.ts';

/** Inputs that have a default, by name. */
export function exampleInputs(inputs: unknown): Record<string, unknown> {
  if (!isObject(inputs)) return {};
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, spec]) =>
      isObject(spec) && spec.default !== undefined ? [[name, spec.default]] : [],
    ),
  );
}
