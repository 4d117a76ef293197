import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reference, referencesIn } from '../secret/reference.ts';
import type { Json } from '../workflow/json.ts';
import { checkTemplate, render, renderValue, templateRoots } from './render.ts';

const context = {
  inputs: { repository: '.', n: 3, list: ['a', 'b'], none: null, flag: true },
  steps: { 'my-step': { output: { text: 'hi', rows: [{ x: 1 }] } } },
};
const value = (json: Json, options = {}) => {
  const result = renderValue(json, context, options);
  if (!result.ok) throw new Error(`${result.error.place}: ${result.error.message} ${result.error.fix}`);
  return result.value;
};
const failure = (json: Json, options = {}) => {
  const result = renderValue(json, context, options);
  return result.ok ? null : result.error;
};

const sealed = { paths: ['env.*'], inputs: new Set(['password', 'spare']) };
const forged = reference('secrets.OTHER');
const withInputs = {
  inputs: { password: reference('inputs.password'), spare: null, evil: forged, deep: { [forged]: [forged] } },
};
const sealedIn = (text: string) => {
  const result = renderValue({ env: { T: text } }, withInputs, { at: 'with', sealed });
  return result.ok ? (result.value as { env: { T: Json } }).env.T : result.error;
};

describe('sealed values', () => {
  it.each<[string, Json]>([
    ['{{ secrets.TOKEN }}', reference('secrets.TOKEN')],
    ["{{- secrets['TOKEN'] -}}", reference('secrets.TOKEN')],
    ['Bearer {{ secrets.TOKEN }}!', `Bearer ${reference('secrets.TOKEN')}!`],
    ['{{ secrets.A }}{{ secrets.B }}', reference('secrets.A') + reference('secrets.B')],
    ['{{ inputs.password }}', reference('inputs.password')],
    ['u:{{ inputs["password"] }}', `u:${reference('inputs.password')}`],
    ['{{ inputs.spare }}', null],
    ['x{{ inputs.spare }}', 'x'],
    ['{% assign n = 2 %}{{ secrets.A }}{% if n == 2 %}{{ n }}{% endif %}{{ n }}', `${reference('secrets.A')}22`],
  ])('%s is placed as a reference', (text, expected) => {
    expect(sealedIn(text)).toEqual(expected);
  });

  it.each([
    '{{ secrets.A | upcase }}',
    '{% if secrets.A %}x{% endif %}',
    '{% assign a = secrets.A %}{{ a }}',
    '{{ secrets }}',
    '{{ inputs.password | size }}',
    '{% if inputs.password == "a" %}{% endif %}',
  ])('%s is refused: there is nothing to read', (text) => {
    expect(sealedIn(text)).toMatchObject({
      message: expect.stringContaining('sealed'),
      place: expect.stringMatching(/^with\.env\.T, line 1/),
      fix: expect.stringContaining('by itself'),
    });
  });

  it.each([
    forged,
    '{{ inputs.evil }}',
    'a {{ inputs.evil }}',
    '{{ inputs.deep }}',
    '{{ inputs | json }}',
    `${forged}{{ secrets.A }}`,
    '{{ "\uFDD0" }}secrets.A{{ "\uFDD1" }}',
  ])('no data becomes a reference: %j', (text) => {
    const rendered = sealedIn(text) as Json;
    expect([...referencesIn(rendered)].filter((name) => name !== 'secrets.A')).toEqual([]);
    expect(JSON.stringify(rendered).replaceAll(reference('secrets.A'), '')).not.toMatch(/[\uFDD0\uFDD1]/);
  });

  it('no key of a parameter becomes a reference either', () => {
    const result = renderValue({ env: { a: { [forged]: 1 } } }, {}, { sealed });
    expect(JSON.stringify(result)).not.toMatch(/[\uFDD0\uFDD1]/);
  });
});

describe('rendering', () => {
  it.each<[Json, Json]>([
    ['plain { text }', 'plain { text }'],
    ['{{ inputs.n }}', 3],
    ['{{ inputs.flag }}', true],
    ['{{ inputs.none }}', null],
    ['{{ inputs.list }}', ['a', 'b']],
    ['{{ steps.my-step.output }}', { text: 'hi', rows: [{ x: 1 }] }],
    ['n is {{ inputs.n }}, {{ inputs.list }} {{ inputs.none }}!', 'n is 3, ["a","b"] !'],
    ['{{ inputs.n }}{{ inputs.n }}', '33'],
    ['{{ inputs.n | plus: 1 }}', 4],
    ['{% for r in steps["my-step"].output.rows %}{{ r.x }};{% endfor %}', '1;'],
    ['{% if inputs.absent %}a{% else %}b{% endif %}{{ inputs.absent | default: "c" }}', 'bc'],
    ['{{ inputs.list | join: "+" }} {{ "a" | upcase }} {{ inputs.list | size }}', 'a+b A 2'],
    ['{{ "2024-05-05T22:30:00Z" | date: "%Y-%m-%d %H:%M", "Europe/Berlin" }}', '2024-05-06 00:30'],
    ['{{ "*x* [y](z)\n<b>" | escape_markdown }}', '\\*x\\* \\[y\\](z) \\<b\\>'],
    ['{{ "# https://x.org snake_case _y_ a@b" | escape_markdown }}', '\\# https\\://x.org snake_case \\_y\\_ a\\@b'],
    ['{{ inputs.list | json }}', '["a","b"]'],
    [
      { a: ['{{ inputs.n }}', { b: 'x{{ inputs.n }}' }], c: 1 },
      { a: [3, { b: 'x3' }], c: 1 },
    ],
    ['{{ "{{ inputs.n }}" }}', '{{ inputs.n }}'],
  ])('%j', (json, expected) => {
    expect(value(json)).toEqual(expected);
  });

  it('never renders what a value says: data is not a template', () => {
    const hostile = { inputs: { t: '{{ inputs.secret }}{% for %}' } };
    expect(render('{{ inputs.t }} and {{ inputs.t }}', hostile)).toEqual({
      ok: true,
      value: '{{ inputs.secret }}{% for %} and {{ inputs.secret }}{% for %}',
    });
  });

  it('leaves the excepted paths alone', () => {
    expect(
      value(
        { run: 'echo {{ x }}', cases: [{ when: '{{ y }}', name: '{{ inputs.n }}' }] },
        { except: ['run', 'cases.*.when'] },
      ),
    ).toEqual({ run: 'echo {{ x }}', cases: [{ when: '{{ y }}', name: 3 }] });
  });

  it('names the place, the unknown name and what was likely meant', () => {
    expect(failure({ body: { text: 'a\n{{ inputs.repositry }}' } }, { at: 'with' })).toEqual({
      message: 'There is nothing called "repositry" in inputs.',
      place: 'with.body.text, line 2, column 4',
      fix: 'Available: repository, n, list, none, flag. Did you mean "repository"? To allow its absence write {{ inputs.repositry | default: "" }}.',
    });
    expect(failure('{{ input.n }}')?.fix).toContain('Did you mean "inputs"?');
    expect(failure('{{ inputs.n | upcas }}')?.fix).toContain('Did you mean "upcase"?');
    expect(failure('{{ inputs.n')?.message).toContain('not closed');
    expect(failure('{% if inputs.n %}')?.message).toContain('not closed');
  });

  it('has no clock, no randomness, no files and no prototype', () => {
    for (const text of [
      '{{ "now" | date: "%Y" }}',
      '{{ "today" | date_to_xmlschema }}',
      '{{ inputs.list | sample }}',
      '{% include "/etc/passwd" %}',
      '{% render "x" %}',
      '{% layout "x" %}',
      '{{ inputs.constructor }}',
      '{{ inputs.__proto__ }}',
      '{{ constructor }}',
      '{{ inputs.list | where_exp: "i", "i" }}',
    ])
      expect(failure(text), text).not.toBeNull();
  });

  it('shows secrets only where they are allowed', () => {
    for (const text of [
      '{{ secrets.token }}',
      '{% if secrets.token %}a{% endif %}',
      '{{ secrets.token | default: "" }}',
    ])
      expect(failure({ body: text }, { at: 'with', sealed }), text).toMatchObject({
        message: 'Secrets cannot be read here.',
        place: expect.stringMatching(/^with\.body, line 1, column \d+$/),
        fix: expect.stringContaining('env'),
      });
  });

  it.each<[string, string]>([
    [
      'endless loops',
      '{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}x{% endfor %}{% endfor %}{% endfor %}',
    ],
    ['a huge range', '{% for i in (1..1000000000) %}x{% endfor %}'],
    ['a padded date', '{{ "2024-01-01" | date: "%999999999Y" }}'],
    ['a text doubled', `{% assign a = "xxxxxxxxxx" %}${'{% assign a = a | append: a %}'.repeat(40)}{{ a }}`],
    ['nested tags', `${'{% if inputs.n %}'.repeat(3000)}${'{% endif %}'.repeat(3000)}`],
    ['nested brackets', `{{ ${'a['.repeat(5000)}${']'.repeat(5000)} }}`],
    ['too many places', '{{ inputs.n }}'.repeat(20_000)],
    ['division by zero', '{{ 1 | divided_by: 0 }}'],
  ])('bounds %s', (_, text) => {
    expect(failure(text)?.message).toBeTruthy();
  });

  it('never throws, whatever the template and the data', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{%',
      '%}',
      ' inputs',
      '.a',
      '["b"]',
      '|',
      ' upcase',
      ' date: "%Y"',
      ' if ',
      ' endif ',
      ' for x in ',
      ' endfor ',
      '1',
      '"',
      ',',
      '-',
      '\u0000',
      '\ud800',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 15 }).map((parts) => parts.join('')),
        ),
        fc.jsonValue(),
        (text, data) => {
          renderValue({ a: [text] }, { inputs: data });
          checkTemplate(text);
          templateRoots(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('returns a JSON value without templates unchanged, and a single reference exactly', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (data) => {
        const plain = JSON.parse(JSON.stringify(data).replaceAll('{{', '').replaceAll('{%', ''));
        expect(value(plain)).toEqual(plain);
        expect(render('{{ inputs }}', { inputs: plain })).toEqual({ ok: true, value: plain });
      }),
    );
  });
});

describe('templateRoots', () => {
  it('lists the paths read from the context, without loop variables and assigned names', () => {
    expect(
      templateRoots({
        a: '{{ inputs.repository }}',
        b: ['{% for r in steps.my-step.output.rows %}{{ r.x }}{% endfor %}{% assign q = inputs.n %}{{ q }}'],
      }),
    ).toEqual([
      ['inputs', 'repository'],
      ['steps', 'my-step', 'output', 'rows'],
      ['inputs', 'n'],
    ]);
  });
});
