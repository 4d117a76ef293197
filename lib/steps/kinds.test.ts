import { expect, test } from 'vitest';
import { findingsOf } from '#lib/domain/workflow/findings/findings-of.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import type { KindDescription } from '#lib/domain/workflow/kind-description.ts';
import { parseWorkflowValue } from '#lib/domain/workflow/yaml.ts';
import { kindCatalogue, stepKind, stepKinds, stepKindViews } from './registry.ts';

function compute(name: string, params: JsonObject, scope: JsonObject = {}) {
  const kind = stepKind(name);
  if (!kind?.pure) throw new Error(`${name} does not compute`);
  return kind.compute(params, { scope, now: 0 });
}

test('assert names each condition that failed, with the values it read', () => {
  const scope = { steps: { count: { output: { n: 3 } } }, inputs: { max: 2 } };
  const that = ['steps.count.output.n <= inputs.max', '1 == 1', { when: 'inputs.max > 5', message: 'too few allowed' }];
  expect(compute('assert', { that }, scope)).toMatchObject({
    ok: false,
    error: {
      kind: 'assert',
      message:
        'steps.count.output.n <= inputs.max does not hold: steps.count.output.n is 3, inputs.max is 2; too few allowed: inputs.max is 2',
    },
  });
  expect(compute('assert', { that, onFail: 'warn' }, scope)).toMatchObject({
    ok: true,
    output: { passed: 1 },
    warning: expect.any(String),
  });
  expect(compute('assert', { that, onFail: 'skip' }, scope)).toMatchObject({ ok: true, notTaken: expect.any(String) });
});

test('branch takes the first case that is true, else the default, else none with a warning', () => {
  const cases = [
    { name: 'big', when: 'inputs.n > 10' },
    { name: 'middle', when: 'inputs.n > 5' },
  ];
  expect(compute('branch', { cases }, { inputs: { n: 20 } })).toMatchObject({ outcome: 'big' });
  expect(compute('branch', { cases, default: 'small' }, { inputs: { n: 1 } })).toMatchObject({ outcome: 'small' });
  expect(compute('branch', { cases }, { inputs: { n: 1 } })).toMatchObject({
    output: { outcome: null },
    warning: expect.any(String),
  });
  expect(compute('branch', { cases: [{ name: 'odd', when: 'inputs.n' }] }, { inputs: { n: 1 } })).toMatchObject({
    ok: false,
    error: { place: 'with.cases.0.when' },
  });
  expect(stepKind('branch')?.outcomes?.({ cases, default: 'small' })).toEqual(['big', 'middle', 'small']);
});

test('transform computes one value, several, an aggregate or a report', () => {
  const scope = { inputs: { list: [1, 2, 3] } };
  expect(compute('transform', { expression: 'sum(inputs.list)' }, scope)).toEqual({ ok: true, output: 6 });
  expect(compute('transform', { set: { n: 'size(inputs.list)', first: 'inputs.list[0]' } }, scope)).toEqual({
    ok: true,
    output: { n: 3, first: 1 },
  });
  expect(compute('transform', { operation: 'aggregate', inputs: [1, 5, null, 'x'] })).toMatchObject({
    output: { count: 4, missing: 1, numbers: { count: 2, sum: 6, mean: 3, min: 1, max: 5 } },
  });
  const report = compute('transform', {
    operation: 'report',
    title: 'Check',
    artifact: 'check.md',
    inputs: { Found: [{ rule: 'a|b', line: 3 }], Note: 'fine', None: [] },
  });
  expect(report).toMatchObject({
    output: {
      text: '# Check\n\n## Found\n\n| rule | line |\n| --- | --- |\n| a\\|b | 3 |\n\n## Note\n\nfine\n\n## None\n\n_none_\n',
    },
    files: [{ name: 'check.md', mediaType: 'text/markdown' }],
  });
  expect(compute('transform', { set: { bad: 'nothing.here' } }, scope)).toMatchObject({
    ok: false,
    error: { place: expect.stringContaining('with.set.bad') },
  });
});

test('template keeps its text as a file when one is named, and never outside its folder', () => {
  expect(compute('template', { template: 'hi', artifact: 'a.md' })).toMatchObject({
    output: { text: 'hi' },
    files: [{ name: 'a.md', mediaType: 'text/markdown', content: 'hi' }],
  });
  expect(compute('template', { template: 'hi', artifact: '../a.md' })).toMatchObject({
    ok: false,
    error: { place: 'with.artifact' },
  });
});

/** What an example says that stands alone: it reads inputs and steps that are not there. */
const readsOthers = new Set(['logic.unknownName', 'logic.dangling', 'logic.notUpstream', 'practice.description']);

test('every kind describes itself: a schema, hints only for parameters it has, and an example that passes it', () => {
  for (const view of stepKindViews()) {
    const { properties = {} } = view.schema as { properties?: object };
    for (const name of view.summary) expect(Object.keys(properties), view.kind).toContain(name);
    for (const path of Object.keys(view.hints))
      expect(isThere(view.schema as JsonSchema, path.split('.')), `${view.kind}: ${path}`).toBe(true);
    const example = view.example as { kind: string };
    expect(example.kind).toBe(view.kind);
    // As an author writes it: what a template stands for is known only when it is rendered.
    const { workflow, findings } = parseWorkflowValue({ name: view.kind, steps: [example] });
    expect(findings).toEqual([]);
    const wrong = findingsOf(workflow!, kindCatalogue).filter(({ rule }) => !readsOthers.has(rule));
    expect(wrong, view.kind).toEqual([]);
  }
  expect([...kindCatalogue.keys()]).toEqual(stepKinds.map(({ kind }) => kind));
});

test('what an expression of a kind may read beside the usual names is told to whoever writes it', () => {
  for (const { kind, hints, readAs } of stepKinds)
    for (const [path, { widget, names = {} }] of Object.entries(hints as KindDescription['hints'])) {
      if (widget !== 'cel') continue;
      const roots = Object.keys(names).filter((name) => !name.includes('.'));
      expect(roots.toSorted(), `${kind}: ${path}`).toEqual(
        (readAs?.('true', path.replaceAll('*', '0')).names ?? []).toSorted(),
      );
    }
});

type JsonSchema = { properties?: Record<string, JsonSchema>; items?: JsonSchema; anyOf?: JsonSchema[] };

/** Whether a schema knows the place, in any of its shapes; `*` is each of a list. */
function isThere(schema: JsonSchema | undefined, [key, ...rest]: readonly string[]): boolean {
  if (schema === undefined || key === undefined) return schema !== undefined;
  return [schema, ...(schema.anyOf ?? [])].some((shape) =>
    isThere(key === '*' ? shape.items : shape.properties?.[key], rest),
  );
}
