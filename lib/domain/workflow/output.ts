import type { Json, JsonObject } from './json.ts';
import { type TypedOutput, typedOutputSchema } from './spec.ts';
import { hasType, typeWords, type ValueType } from './value-type.ts';

/** The typed form of an output, `{ type, value }`; null for a plain value. */
export function typedOutput(given: unknown): TypedOutput | null {
  const read = typedOutputSchema.safeParse(given);
  return read.success ? read.data : null;
}

/** What is rendered for each output, and the types that were promised. */
export function readOutputs(outputs: Record<string, unknown>): {
  values: JsonObject;
  types: Record<string, ValueType>;
} {
  const values: JsonObject = {};
  const types: Record<string, ValueType> = {};
  for (const [name, given] of Object.entries(outputs)) {
    const typed = typedOutput(given);
    values[name] = (typed ? typed.value : given) as Json;
    if (typed) types[name] = typed.type;
  }
  return { values, types };
}

/** The first output that is not of its type, as an error of the run; null when all are. */
export function outputMismatch(
  types: Readonly<Record<string, ValueType>>,
  outputs: JsonObject,
): { kind: 'output'; message: string; place: string; fix: string } | null {
  for (const [name, type] of Object.entries(types)) {
    const value = outputs[name] ?? null;
    if (hasType(type, value)) continue;
    const is = value === null ? 'empty' : JSON.stringify(value).slice(0, 100);
    return {
      kind: 'output',
      message: `The output ${name} must be ${typeWords[type]}, but is ${is}.`,
      place: `outputs.${name}`,
      fix: 'Correct its value, or its type.',
    };
  }
  return null;
}
