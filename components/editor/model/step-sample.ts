import type { LastValues } from '#lib/domain/expression/sight.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { type Draft, isObject } from './draft.ts';
import { readNeeds } from './need.ts';

/** What a step is tried on: the run's input, and results of the steps that come before it, by their ids. */
export type StepSample = { input: JsonObject; outputs: Record<string, Json> };

/** A sample from the last run, or else the inputs' defaults; a step upstream that gave nothing yet has null. */
export function sampleFor(draft: Draft, id: string, last: LastValues): StepSample {
  const inputs = isObject(draft.settings.inputs) ? draft.settings.inputs : {};
  const input = Object.entries(inputs).flatMap(([name, spec]) => {
    const { default: preset, sensitive } = isObject(spec) ? spec : {};
    // What is sealed is never written into a field that everybody at the screen can read.
    const value = sensitive === true ? undefined : (last.input[name] ?? (preset as Json | undefined));
    return value === undefined ? [] : [[name, value] as const];
  });
  const outputs = upstream(draft, id).map((step) => [step, last.outputs[step] ?? null] as const);
  return { input: Object.fromEntries(input), outputs: Object.fromEntries(outputs) };
}

/** Reads a sample as it was typed: itself, or what is wrong with it. */
export function readSample(text: string): { sample: StepSample } | { wrong: string } {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return { wrong: `This is no JSON yet: ${error instanceof Error ? error.message : 'it cannot be read'}.` };
  }
  if (!isObject(read)) return { wrong: 'A sample is an object with input and outputs.' };
  const { input = {}, outputs = {}, ...rest } = read;
  const [odd] = Object.keys(rest);
  if (odd !== undefined) return { wrong: `“${odd}” means nothing here: a sample has input and outputs.` };
  if (!isObject(input)) return { wrong: 'input is an object: names and their values.' };
  if (!isObject(outputs)) return { wrong: 'outputs is an object: ids of steps and what they gave.' };
  return { sample: { input: input as JsonObject, outputs: outputs as Record<string, Json> } };
}

export const printSample = (sample: StepSample): string => JSON.stringify(sample, null, 2);

/** Ids of all steps that the step needs, in the order of the file. */
function upstream(draft: Draft, id: string): string[] {
  const found = new Set<string>();
  const open = readNeeds(draft.steps[id]?.needs).map(({ step }) => step);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const step = draft.steps[next];
    if (next === id || found.has(next) || !step) continue;
    found.add(next);
    open.push(...readNeeds(step.needs).map((need) => need.step));
  }
  return draft.order.filter((step) => found.has(step));
}
