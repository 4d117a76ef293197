import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExpression, evaluate, expressionRoots } from './evaluate.ts';

const value = (source: string, context: Record<string, unknown> = {}) => {
  const result = evaluate(source, context);
  if (!result.ok) throw new Error(`${result.error.message} ${result.error.fix ?? ''}`);
  return result.value;
};
const failure = (source: string, context: Record<string, unknown> = {}) => {
  const result = evaluate(source, context);
  return result.ok ? null : result.error;
};

describe('evaluate', () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    ['inputs.n + 1', { inputs: { n: 3 } }, 4],
    ['1 + inputs.n * 2', { inputs: { n: 3 } }, 7],
    ['inputs.n == 3', { inputs: { n: 3 } }, true],
    ['inputs.n != 3', { inputs: { n: 3 } }, false],
    ['3 == 3.0', {}, true],
    ['inputs.n % 2 == 1', { inputs: { n: 3 } }, true],
    ['size(inputs.t) > 2', { inputs: { t: 'abc' } }, true],
    ['size(inputs.l) * 2', { inputs: { l: [1, 2] } }, 4],
    ['3 in inputs.l', { inputs: { l: [1, 2, 3] } }, true],
    ['inputs.l == [1, 2]', { inputs: { l: [1, 2] } }, true],
    ['inputs.x == null', { inputs: { x: 'a' } }, false],
    ['has(inputs.a) ? inputs.a : "none"', { inputs: {} }, 'none'],
    ['steps["my-step"].output', { steps: { 'my-step': { output: 2 } } }, 2],
    ['inputs.l.filter(x, x > 1).map(x, x * 2)', { inputs: { l: [1, 2, 3] } }, [4, 6]],
    ['{"a": size("xy"), "b": [1, "z"]}', {}, { a: 2, b: [1, 'z'] }],
    ['lower("AB") + upper("cd") + trim(" e ")', {}, 'abCDe'],
    ['split("a,b", ",")', {}, ['a', 'b']],
    ['join(["a", 1], "-")', {}, 'a-1'],
    ['lines("a\\n\\nb\\r\\n")', {}, ['a', 'b']],
    ['contains("abc", "b") && "abc".startsWith("a") && endsWith("abc", "c")', {}, true],
    ['"a-b-c".replace("-", "$&")', {}, 'a$&b$&c'],
    ['re(inputs.t, "^v[0-9]+") && !inputs.t.re("x$")', { inputs: { t: 'v12' } }, true],
    ['keys(inputs)', { inputs: { b: 1, a: 2 } }, ['b', 'a']],
    ['sum([1, 2.5]) + sum([])', {}, 3.5],
    ['sort(unique(["b", "a", "b"]))', {}, ['a', 'b']],
    ['parseJson("{\\"n\\": 2}").n + 1', {}, 3],
    ['json({"a": 1})', {}, '{"a":1}'],
    ['int("4") + int(inputs.n)', { inputs: { n: 2.9 } }, 6],
    ['string(inputs.n)', { inputs: { n: 3 } }, '3'],
    ['inputs.package', { inputs: { package: 1 } }, 1],
    ['inputs.l[inputs.i]', { inputs: { l: ['a', 'b'], i: 1 } }, 'b'],
    ['inputs.o.x', { inputs: { o: { constructor: 'c', x: 1 } } }, 1],
    ['inputs.o', { inputs: { o: { constructor: { y: 1 } } } }, { constructor: { y: 1 } }],
  ])('%s', (source, context, expected) => {
    expect(value(source, context)).toEqual(expected);
  });

  it('keeps a key called __proto__ as data, and never reads what an object inherits', () => {
    const o = JSON.parse('{"__proto__": {"admin": true}}');
    expect(JSON.stringify(value('inputs.o', { inputs: { o } }))).toBe('{"__proto__":{"admin":true}}');
    for (const source of [
      'inputs.o.constructor',
      'inputs.toString',
      'constructor',
      'toString',
      'inputs["__proto__"]',
      'inputs.l.constructor',
      '"a".constructor',
      'inputs.l["length"]',
      '__proto__',
    ])
      expect(failure(source, { inputs: { o: {}, l: [] } }), source).not.toBeNull();
  });

  it('says what is wrong, where, and what to do', () => {
    const context = { inputs: { repository: '.', n: 1, t: 'x' }, steps: { 'my-step': { output: { text: '' } } } };
    expect(failure('inputs.repositry', context)).toEqual({
      message: 'There is no "repositry" in inputs. It has: repository, n, t.',
      fix: 'Did you mean "repository"?',
      place: 'line 1, column 8',
    });
    expect(failure('steps.my-step.output', context)?.fix).toContain('steps["my-step"]');
    expect(failure('input.n', context)?.fix).toContain('Did you mean "inputs"?');
    expect(failure('inputs.t + inputs.n', context)).toMatchObject({
      message: 'Text and a number cannot be combined with +.',
      fix: expect.stringContaining('string(x)'),
    });
    expect(failure('1 +')?.message).toBe('The expression ends too early.');
    expect(failure('siez(inputs)', context)?.fix).toContain('"size"');
    expect(failure('1\n  + "a"')?.place).toBe('line 1, column 1');
    expect(failure('inputs.t.matches("x")', context)?.fix).toContain('re(text, pattern)');
    expect(failure('1.0 / 0.0')?.message).toContain('not a finite number');
    expect(failure('1 / 0')?.message).toBe('Division by zero.');
    expect(failure('9007199254740992 + 1')?.message).toContain('too large');
    expect(failure('')?.message).toBe('The expression is empty.');
    expect(failure('re("a", "(")')?.message).toContain('Not a valid pattern');
    expect(failure('parseJson("nope")')?.message).toContain('not JSON');
  });

  const long = Array.from({ length: 100_000 }, (_, index) => index);
  const text = 'a'.repeat(2_000_000);
  const doubled = (seed: string, first: string) =>
    `${Array.from({ length: 28 }, (_, i) => `cel.bind(v${i}, ${i === 0 ? first : `v${i - 1}`} + ${i === 0 ? first : `v${i - 1}`}, `).join('')}${seed}${')'.repeat(28)}`;
  it.each<[string, string]>([
    ['loops in loops', 'inputs.l.map(a, inputs.l.map(b, inputs.l.map(c, a + b + c)))'],
    ['loops that swallow errors', 'inputs.l.exists(a, inputs.l.exists(b, inputs.l.exists(c, a.x == b.y)))'],
    ['loops over all', 'inputs.l.all(a, inputs.l.all(b, b >= 0))'],
    ['lists doubled', doubled('size(v27)', 'inputs.l')],
    ['texts doubled', doubled('v27.contains("b")', 'inputs.t')],
    [
      'a small tree with huge unfolding',
      `${Array.from({ length: 28 }, (_, i) => `cel.bind(v${i}, ${i === 0 ? '[1, 1]' : `[v${i - 1}, v${i - 1}]`}, `).join('')}v27${')'.repeat(28)}`,
    ],
    [
      'comparing such trees',
      `${Array.from({ length: 28 }, (_, i) => `cel.bind(v${i}, ${i === 0 ? '[inputs.n, 1]' : `[v${i - 1}, v${i - 1}]`}, `).join('')}v27 == [v27]${')'.repeat(28)}`,
    ],
    ['searching long texts', '(inputs.t + "b").lastIndexOf("b" + inputs.t) > 0'],
    ['searching long texts by contains', 'inputs.t.contains("b" + inputs.t.substring(1000000))'],
    ['a pattern over a long text', 're(inputs.t, "(a|aa)+$b")'],
    ['a pattern that unrolls', 're("a", "((a{1000}){1000})")'],
    ['splitting in a loop', 'inputs.l.map(x, inputs.t.split("a"))'],
    ['joining in a loop', 'inputs.l.map(x, json(inputs.l))'],
    ['calendars in a loop', 'inputs.l.map(x, timestamp("2024-01-01T00:00:00Z").getHours("Asia/Tokyo"))'],
    ['deep nesting', `${'['.repeat(500)}${']'.repeat(500)}`],
    [
      'many operators',
      Array.from({ length: 1900 }, () => '1')
        .join('+')
        .slice(0, 9000),
    ],
    ['a long chain of not', `${'!'.repeat(3000)}true`],
    ['a very long source', `"${'x'.repeat(20_000)}"`],
  ])('bounds %s', (_, source) => {
    const result = evaluate(source, { inputs: { l: long, t: text, n: 1 } });
    // Refused or answered, but never a hang: vitest's own time-out is the proof; the figures are in the benchmark.
    expect(result.ok ? typeof result.value : result.error.message).toBeTruthy();
  });

  it('never throws, whatever the source and the data', () => {
    const piece = fc.constantFrom(
      'inputs',
      '.a',
      '["b"]',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '+',
      '==',
      '&&',
      '?',
      ':',
      '1',
      '"x"',
      'size',
      'map',
      ',',
      '!',
      '-',
      'has',
      'in',
      ' ',
      'null',
      'cel.bind',
      '\u0000',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
        ),
        fc.jsonValue(),
        (source, data) => {
          evaluate(source, { inputs: data });
          checkExpression(source);
          expressionRoots(source);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('returns any JSON value unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (data) => {
        expect(value('inputs', { inputs: data })).toEqual(JSON.parse(JSON.stringify(data)));
      }),
    );
  });
});

describe('expressionRoots', () => {
  it('lists the paths read, without the names that macros bind', () => {
    expect(expressionRoots('size(steps.notes.output.text) > 2000 && inputs.repository != ""')).toEqual([
      ['steps', 'notes', 'output', 'text'],
      ['inputs', 'repository'],
    ]);
    expect(expressionRoots('steps["my-step"].output.filter(x, x.n > inputs.min).map(y, y[0])')).toEqual([
      ['steps', 'my-step', 'output'],
      ['inputs', 'min'],
    ]);
    expect(expressionRoots('has(inputs.a) && cel.bind(v, inputs.b, v + steps[inputs.c].d)')).toEqual([
      ['inputs', 'a'],
      ['inputs', 'b'],
      ['steps'],
      ['inputs', 'c'],
    ]);
  });

  it('gives none for what does not parse', () => {
    expect(expressionRoots('1 +')).toEqual([]);
  });
});

describe('checkExpression', () => {
  it('finds syntax, unknown functions and types that cannot meet before any data is known', () => {
    expect(checkExpression('inputs.anything > 3')).toBeNull();
    expect(checkExpression('"a" + 1')).not.toBeNull();
    expect(checkExpression('foo(1)')?.message).toContain('foo');
    expect(checkExpression('{{ inputs.a }}')?.fix).toContain('without {{ }}');
  });
});
