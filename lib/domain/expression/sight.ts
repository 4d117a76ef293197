import type { Json, JsonObject } from '../workflow/json.ts';

/** A name that can be read, with what is known of it: `value` is what it was in the last run. */
export type NameInSight = {
  name: string;
  type: string;
  doc: string;
  value?: Json;
  /** Names below it that are known without a value. */
  fields?: readonly NameInSight[];
};

/** What the last run has left: its input, and the outputs of its steps by their ids. */
export type LastValues = { input: JsonObject; outputs: Readonly<Record<string, Json>> };

export const noValues: LastValues = { input: {}, outputs: {} };

const ofStep = (output: Json | undefined): NameInSight[] => [
  { name: 'output', type: output === undefined ? 'any' : typeOf(output), doc: 'what it gave', ...known(output) },
  { name: 'status', type: 'text', doc: 'how it ended' },
  { name: 'outcome', type: 'text', doc: 'the way it chose' },
  { name: 'attempt', type: 'number', doc: 'how often it was tried' },
  { name: 'error', type: 'object', doc: 'why it failed', fields: [{ name: 'message', type: 'text', doc: '' }] },
];

const ofGate = ['action', 'outcome', 'by', 'at', 'comment', 'expired', 'form', 'signers', 'digest'];
const plain = (name: string): NameInSight => ({ name, type: 'any', doc: '' });
const texts = (...names: string[]): NameInSight[] => names.map((name) => ({ name, type: 'text', doc: '' }));
/** What is the same for several runs, and so is known before one begins. */
const ofAnyRun: NameInSight[] = [
  ...['workflow', 'version'].map(plain),
  { name: 'startedBy', type: 'person', doc: 'who started it', fields: texts('name', 'email') },
];
const ofRun: NameInSight[] = [
  ...['id', 'number', 'startedAt'].map(plain),
  ...ofAnyRun,
  { name: 'failure', type: 'object', doc: 'why it fails', fields: texts('step', 'message', 'reason') },
];

/** When something is read: before a step or the run begins, or once it has ended. */
export type Moment = 'before' | 'after';

/**
 * What can be read by the step of that id: inputs, and of the steps only those that have ended when it begins (`after`:
 * itself too); for null by the workflow as a whole: at its end every step, `before` its begin none. The workflow is one
 * that is being drawn, so anything in it may still be wrong.
 */
export function namesFor(
  spec: JsonObject,
  id: string | null,
  last: LastValues = noValues,
  moment: Moment = id === null ? 'after' : 'before',
): NameInSight[] {
  const given = group(
    'inputs',
    'what the run was started with',
    Object.entries(isObject(spec.inputs) ? spec.inputs : {}).map(([name, input]) => inputName(name, input, last)),
  );
  if (id === null && moment === 'before') return [given, group('run', 'the run itself', ofAnyRun)];
  const steps = (Array.isArray(spec.steps) ? spec.steps : []).filter(isObject);
  const upstream = id === null ? null : before(steps, id);
  if (id !== null && moment === 'after') upstream?.add(id);
  const earlier = steps.filter((step) => upstream === null || upstream.has(String(step.id)));
  const gated = earlier.filter((step) => step.kind === 'gate' || step.gate !== undefined);
  return [
    given,
    group(
      'steps',
      'steps that have ended before',
      earlier.map((step) => stepName(step, last)),
    ),
    ...earlier.flatMap((step) => (typeof step.as === 'string' ? [outputName(step.as, step, last)] : [])),
    ...(gated.length > 0
      ? [
          group(
            'gate',
            'what was decided',
            gated.map((step) => ({
              name: String(step.id),
              type: 'gate',
              doc: textOf(step.name),
              fields: ofGate.map(plain),
            })),
          ),
        ]
      : []),
    group('run', 'the run itself', ofRun),
  ];
}

/** The same with what only the steps of a map see: the item, and those of its steps that end before. `given`: its `with`. */
export function namesInMap(names: readonly NameInSight[], { as, steps }: JsonObject, id: string | null): NameInSight[] {
  const inner = namesFor({ steps: steps ?? [] }, id);
  const beside = inner.find(({ name }) => name === 'steps')?.fields ?? [];
  return [
    ...names.map((each) => (each.name === 'steps' ? { ...each, fields: [...(each.fields ?? []), ...beside] } : each)),
    ...inner.filter(({ name }) => !names.some((each) => each.name === name)),
    { name: textOf(as) || 'item', type: 'any', doc: 'the item at hand' },
    { name: 'index', type: 'number', doc: 'its place, from 0' },
  ];
}

/** Names with what each stands for; `a.b` is a field of `a`. */
export const namesTold = (told: Readonly<Record<string, string>>): NameInSight[] =>
  Object.entries(told).flatMap(([name, doc]) => {
    if (name.includes('.')) return [];
    const fields = Object.entries(told).flatMap(([inner, about]) =>
      inner.startsWith(`${name}.`) ? [{ name: inner.slice(name.length + 1), type: 'any', doc: about }] : [],
    );
    return [{ name, doc, ...(fields.length > 0 ? { type: 'object', fields } : { type: 'any' }) }];
  });

/** Sealed values, where they may stand: their names are all that is ever known here. */
export const secretsInSight = (names: readonly string[]): NameInSight =>
  group(
    'secrets',
    'sealed values of the workspace',
    names.map((name) => ({ name, type: 'secret', doc: '' })),
  );

/** What can be written behind a name and a dot. */
export function childrenOf({ value, fields }: NameInSight): readonly NameInSight[] {
  if (fields) return fields;
  if (value === null || typeof value !== 'object') return [];
  const entries: [string, Json][] = Array.isArray(value)
    ? value.slice(0, mostItems).map((each, index) => [String(index), each])
    : Object.entries(value);
  return entries.slice(0, mostFields).map(([name, child]) => ({ name, type: typeOf(child), doc: '', value: child }));
}

const mostFields = 200;
const mostItems = 20;

const group = (name: string, doc: string, fields: NameInSight[]): NameInSight => ({
  name,
  type: 'object',
  doc,
  fields,
});

function inputName(name: string, spec: Json, { input }: LastValues): NameInSight {
  const { type, description, default: preset, sensitive } = isObject(spec) ? spec : ({} as JsonObject);
  const value = sensitive === true ? undefined : (input[name] ?? preset);
  return { name, type: textOf(type) || 'any', doc: textOf(description), ...known(value) };
}

const stepName = (step: JsonObject, { outputs }: LastValues): NameInSight => ({
  name: String(step.id),
  type: textOf(step.kind) || 'step',
  doc: textOf(step.name),
  fields: ofStep(outputs[String(step.id)]),
});

function outputName(name: string, step: JsonObject, { outputs }: LastValues): NameInSight {
  const value = outputs[String(step.id)];
  return { name, type: value === undefined ? 'any' : typeOf(value), doc: `output of ${step.id}`, ...known(value) };
}

const known = (value: Json | undefined) => (value === undefined ? {} : { value });

/** Ids of all that the step needs, directly or not. */
function before(steps: readonly JsonObject[], id: string): Set<string> {
  const needs = new Map(steps.map((step) => [String(step.id), neededBy(step)]));
  const found = new Set<string>();
  const open = [...(needs.get(id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next) || next === id) continue;
    found.add(next);
    open.push(...(needs.get(next) ?? []));
  }
  return found;
}

const neededBy = ({ needs }: JsonObject): string[] =>
  (Array.isArray(needs) ? needs : []).map((need) => (isObject(need) ? String(need.step) : String(need)));

export function typeOf(value: Json): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'list';
  const words: Record<string, string> = { string: 'text', number: 'number', boolean: 'true/false', object: 'object' };
  return words[typeof value] ?? 'any';
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
