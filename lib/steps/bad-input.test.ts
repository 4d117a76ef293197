import { describe, expect, it } from 'vitest';
import { matchesPath } from '#lib/domain/template/path-pattern.ts';
import { findingsOf } from '#lib/domain/workflow/findings/findings-of.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { normalStep } from '#lib/domain/workflow/normal.ts';
import { workflowSchema } from '#lib/domain/workflow/spec.ts';
import { parseWorkflowValue } from '#lib/domain/workflow/yaml.ts';
import { type StepWork, workOut } from '#lib/engine/prepare-step.ts';
import { kindCatalogue, stepKinds, stepKindViews } from './registry.ts';

/**
 * For each kind and each of its parameters, values that its schema rules out: a finding with the place before the run,
 * and, where the same value comes out of a template, a coded error with the place during it. Made from the schemas, so
 * that a new kind or parameter is held by it too.
 */
type Schema = {
  type?: string | string[];
  enum?: unknown[];
  anyOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  $ref?: string;
};

const views = stepKindViews() as unknown as { kind: string; schema: Schema; example: { with: JsonObject } }[];

/** Whether a value of this JSON type may be right. */
function takes(schema: Schema, type: string): boolean {
  if (schema.$ref) return true;
  if (schema.anyOf) return schema.anyOf.some((one) => takes(one, type));
  if (schema.allOf) return schema.allOf.every((one) => takes(one, type));
  if (schema.enum) return schema.enum.some((value) => typeOf(value) === type);
  if (schema.type === undefined) return true;
  const types = [schema.type].flat();
  return types.includes(type) || (type === 'number' && types.includes('integer'));
}
const typeOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

const samples: Record<string, Json> = {
  string: 'text',
  number: 7,
  boolean: true,
  array: ['x'],
  object: { x: 1 },
  null: null,
};

/** The single form that bounds are read from. */
const formOf = (schema: Schema, type: string): Schema | undefined =>
  schema.anyOf
    ? schema.anyOf.filter((one) => takes(one, type)).length === 1
      ? schema.anyOf.find((one) => takes(one, type))
      : undefined
    : schema;

function wrongValues(schema: Schema): [string, Json][] {
  const wrong: [string, Json][] = Object.entries(samples)
    .filter(([type]) => !takes(schema, type))
    .map(([type, value]) => [`${type} for ${[schema.type ?? 'another type'].flat().join(' or ')}`, value]);
  if (schema.enum) wrong.push(['none of its choices', 'no such choice']);
  const number = takes(schema, 'number') ? formOf(schema, 'number') : undefined;
  if (number) {
    const least = number.minimum ?? number.exclusiveMinimum;
    if (least !== undefined && least > -1000) wrong.push(['negative', least - 1 < 0 ? least - 1 : -1]);
    if (number.maximum !== undefined) wrong.push(['huge', number.maximum * 10 + 1]);
    if (number.type === 'integer') wrong.push(['a fraction', 1.5]);
  }
  const text = takes(schema, 'string') ? formOf(schema, 'string') : undefined;
  if (text?.minLength) wrong.push(['empty', '']);
  if (text?.maxLength !== undefined && text.maxLength <= 100_000)
    wrong.push(['too long', 'x'.repeat(text.maxLength + 1)]);
  const list = takes(schema, 'array') ? formOf(schema, 'array') : undefined;
  if (list?.minItems) wrong.push(['an empty list', []]);
  if (list?.maxItems !== undefined) wrong.push(['too many', Array.from({ length: list.maxItems + 1 }, () => 'x')]);
  return wrong;
}

/** The example with one parameter replaced, and without what rules it out for another reason. */
const withWrong = (given: JsonObject, name: string, value: Json): JsonObject => ({ ...given, [name]: value });

function findingsFor(kind: string, given: JsonObject) {
  const { workflow, findings } = parseWorkflowValue({
    name: 'a',
    inputs: { x: { type: 'object', required: false } },
    steps: [{ id: 'a', kind, with: given }],
  });
  return workflow ? findingsOf(workflow, kindCatalogue) : findings;
}

/** What the engine makes of the step when `inputs.x` is the value. */
function duringRun(kind: string, given: JsonObject, x: Json) {
  const known = stepKinds.find((one) => one.kind === kind)!;
  const { steps } = workflowSchema.parse({ name: 'a', steps: [{ id: 'a', kind, with: given }] });
  const spec = normalStep(steps[0]!, {});
  const work: StepWork = {
    kind,
    when: null,
    with: spec.with,
    params: null,
    cacheKey: null,
    scope: { inputs: { x }, steps: {}, gate: {}, run: {} },
    sensitive: [],
    compute: true,
    now: 0,
  };
  return workOut(work, known);
}

const cases = views.flatMap(({ kind, schema, example }) =>
  Object.entries(schema.properties ?? {}).flatMap(([name, of]) =>
    wrongValues(of).map(([what, value]) => ({ kind, name, what, value, given: example.with })),
  ),
);

describe('each parameter of each kind', () => {
  it('is held by this at all', () => {
    for (const { kind, schema } of views) {
      expect(Object.keys(schema.properties ?? {}).length, kind).toBeGreaterThan(0);
      expect(
        cases.some((one) => one.kind === kind),
        kind,
      ).toBe(true);
    }
  });

  it.each(cases)('$kind, $name, $what: a finding before the run', ({ kind, name, value, given }) => {
    const found = findingsFor(kind, withWrong(given, name, value));
    const there = found.filter(({ path = [] }) => path[0] === 'steps' && path[2] === 'with' && path[3] === name);
    expect(there[0], JSON.stringify(found).slice(0, 1000)).toMatchObject({ severity: 'error' });
    for (const { message, fix } of there) expect([message.length > 5, fix.length > 5]).toEqual([true, true]);
  });

  const rendered = cases.filter(({ kind, name }) => {
    const { literal, expressions, texts = [] } = stepKinds.find((one) => one.kind === kind)!;
    // Never a template, or made a text whatever it is.
    return (
      !matchesPath([name], [...literal, ...expressions]) && !texts.includes(name) && !literal.includes(`${name}.*`)
    );
  });

  it.each(rendered)('$kind, $name, $what: an error with its place during the run', ({ kind, name, value, given }) => {
    const authored = withWrong(given, name, '{{ inputs.x }}');
    const { facts } = duringRun(kind, authored, value);
    if (facts.take !== 'error') throw new Error(`it was taken: ${JSON.stringify(facts)}`);
    expect(['input', 'template', 'expression']).toContain(facts.error.kind);
    expect(facts.error.place).toMatch(/^with\./);
    // Before it, nothing is said about what a template will give.
    const before = findingsFor(kind, authored).filter(({ path = [] }) => path[2] === 'with' && path[3] === name);
    expect(before).toEqual([]);
  });

  it.each(views)('$kind: an unknown key is a finding', ({ kind, example }) => {
    const found = findingsFor(kind, { ...example.with, no_such_key: 1 });
    expect(found).toContainEqual(
      expect.objectContaining({ rule: 'syntax.unknownKey', path: ['steps', 0, 'with', 'no_such_key'] }),
    );
  });

  it.each(views.filter(({ schema }) => (schema.required ?? []).length > 0))(
    '$kind: what is missing is a finding',
    ({ kind, schema, example }) => {
      for (const name of schema.required!) {
        const { [name]: _, ...rest } = example.with;
        expect(
          findingsFor(kind, rest).map(({ path }) => path?.[3]),
          name,
        ).toContain(name);
      }
    },
  );

  const hostile: [string, string][] = [
    ['NUL', 'a\u0000b'],
    ['half a surrogate pair', 'a\ud800b'],
  ];
  it.each(views.flatMap((view) => hostile.map(([what, text]) => ({ ...view, what, text }))))(
    '$kind: $what is a finding where it stands, and harms nothing at run time',
    ({ kind, schema, example, text }) => {
      for (const [name, of] of Object.entries(schema.properties ?? {})) {
        const found = findingsFor(kind, withWrong(example.with, name, text));
        expect(found[0], name).toMatchObject({ severity: 'error' });
        expect(found[0]!.path?.slice(0, 4), name).toEqual(['steps', 0, 'with', name]);
        if (takes(of, 'string'))
          expect(() => duringRun(kind, withWrong(example.with, name, '{{ inputs.x }}'), text)).not.toThrow();
      }
    },
  );

  it.each(stepKinds.map((kind) => [kind.kind, kind] as const))(
    '%s never throws, whatever its parameters are',
    (_, kind) => {
      for (const given of [
        ...Object.values(samples),
        {},
        [],
        { constructor: 1 },
        { __proto__: 1 },
        'x'.repeat(100_000),
      ])
        expect(() => kind.check(given as Json)).not.toThrow();
      expect(kind.check(null)).toMatchObject({ kind: 'input', place: 'with' });
    },
  );
});
