import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWorkflowText, parseWorkflowValue } from './yaml.ts';

const one = (text: string) => parseWorkflowText(text).findings[0];

describe('reading a workflow file', () => {
  it('gives the workflow and where everything stands', () => {
    const { workflow, findings, positions } = parseWorkflowText(
      'name: a\nsteps:\n  - id: x\n    kind: shell\n    with:\n      run: echo hi\n',
    );
    expect(findings).toEqual([]);
    expect(workflow?.steps[0]).toEqual({ id: 'x', kind: 'shell', with: { run: 'echo hi' } });
    expect(positions.get('/steps/0/with/run')).toEqual({ line: 6, column: 7 });
    expect(positions.get('/steps/0')).toEqual({ line: 3, column: 5 });
  });

  const steps = 'name: a\nsteps: []\n';
  it.each<[string, string, object]>([
    ['an unclosed bracket', 'name: a\nsteps: [', { rule: 'syntax.yaml', line: 2 }],
    ['a tab', 'name: a\nsteps:\n\t- id: x', { rule: 'syntax.yaml', line: 3, fix: 'Indent with spaces, not tabs.' }],
    ['a key given twice', 'name: a\nname: b\nsteps: []', { rule: 'syntax.duplicateKey', line: 2, column: 1 }],
    ['two documents', `${steps}---\n${steps}`, { rule: 'syntax.documents', line: 3 }],
    ['a merge key', 'name: a\nx: &x {}\nsteps:\n  - <<: *x', { rule: 'syntax.mergeKey', line: 4 }],
    ['an alias to nothing', 'name: *a', { rule: 'syntax.alias', line: 1 }],
    ['an alias to itself', 'name: a\nsteps: &a [*a]', { rule: 'syntax.alias', line: 2 }],
    ['a tag', 'name: !!binary aGk=\nsteps: []', { rule: 'syntax.tag', line: 1 }],
    ['infinity', 'name: a\npriority: .inf\nsteps: []', { rule: 'syntax.value', line: 2, column: 11 }],
    ['a NUL', 'name: "a\u0000"\nsteps: []', { rule: 'syntax.value', line: 1, column: 9 }],
    ['an escaped NUL', 'name: "a\\0"\nsteps: []', { rule: 'syntax.value', line: 1 }],
    [
      'half a surrogate pair',
      'name: a\ndescription: "\ud800"\nsteps: []',
      { rule: 'syntax.value', line: 2, column: 15 },
    ],
    ['a list as key', '? [a, b]\n: 1', { rule: 'syntax.shape', line: 1 }],
    ['an empty file', '', { rule: 'syntax.shape' }],
    ['a mere word', 'hello', { rule: 'syntax.shape' }],
    [
      'an unknown key',
      'name: a\nstpes: []\nsteps: []',
      { rule: 'syntax.unknownKey', line: 2, column: 1, fix: 'Did you mean "steps"?' },
    ],
    [
      'an unknown key of a step',
      'name: a\nsteps:\n  - id: x\n    kind: shell\n    tiemout: 3s',
      { rule: 'syntax.unknownKey', line: 5, step: 'x', fix: 'Did you mean "timeout"?' },
    ],
    ['a key of a later version', `${steps}triggers: []`, { fix: 'This version does not know it yet; remove it.' }],
    [
      'a missing key',
      'name: a\nsteps:\n  - id: x',
      { rule: 'syntax.shape', line: 3, message: 'steps[0].kind is missing.', fix: 'Add kind: a text.' },
    ],
    ['a wrong type', 'name: a\nsteps: {}', { line: 2, message: 'steps must be a list, but is an object.' }],
    [
      'a wrong word',
      'name: a\nsteps:\n  - id: x\n    kind: gate\n    gate: { placement: befor }',
      { line: 5, fix: 'Use one of before, after, onFailure, alone. Did you mean "before"?' },
    ],
    [
      'a wrong duration',
      'name: a\nsteps: []\ntimeout: soon',
      { line: 3, message: expect.stringContaining('must be a duration') },
    ],
    [
      'a wrong id',
      'name: a\nsteps:\n  - { id: "1 2", kind: shell }',
      { line: 3, message: 'steps[0].id cannot be "1 2".', fix: expect.stringContaining('must start with a letter') },
    ],
    [
      'a wrong need',
      'name: a\nsteps:\n  - { id: x, kind: shell, needs: [3] }',
      { line: 3, message: 'steps[0].needs[0] cannot be 3.', fix: 'Give a text or an object.' },
    ],
    [
      'a wrong edge',
      'name: a\nsteps:\n  - { id: x, kind: shell, needs: [{ stp: a }] }',
      { line: 3, message: 'steps[0].needs[0].step is missing.' },
    ],
    [
      'a label with a blank',
      'name: a\nlabels: [release, env prod]\nsteps: []',
      {
        line: 2,
        column: 19,
        message: 'labels[1] cannot be "env prod".',
        fix: expect.stringContaining('must be 1 to 60'),
      },
    ],
    [
      'a label given twice',
      'name: a\nlabels:\n  - release\n  - env:prod\n  - release\nsteps: []',
      {
        line: 5,
        message: 'labels[2] is there already.',
        fix: 'Remove one "release": each label is given once.',
      },
    ],
    [
      'too many labels',
      `name: a\nlabels: [${Array.from({ length: 21 }, (_, nth) => `l${nth}`)}]\nsteps: []`,
      { line: 2, message: 'labels is too long.', fix: 'Give at most 20 items.' },
    ],
    ['labels that are no list', 'name: a\nlabels: release\nsteps: []', { line: 2, fix: 'Write a list.' }],
    [
      'a wrong input name',
      'name: a\nsteps: []\ninputs: { "a b": { type: string } }',
      { line: 3, message: '"a b" cannot be a name in inputs.' },
    ],
  ])('finds %s', (_, text, expected) => {
    const finding = one(text);
    expect(finding).toMatchObject(expected);
    expect(finding?.fix).toBeTruthy();
  });

  it.each<[string, string]>([
    [
      'an alias bomb',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefghij'
        .split('')
        .map((name, i) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefghi'[i]}`).join(',')}]`)
        .join('\n')}`,
    ],
    ['10,000 levels of brackets', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['unclosed brackets', '{'.repeat(20_000)],
    ['10,000 levels of lists', '- '.repeat(10_000)],
    ['many levels of blocks', Array.from({ length: 1500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['question marks', '? '.repeat(5000)],
    ['colons', 'a: '.repeat(5000)],
    ['quotes', '"'.repeat(50_000)],
    ['exclamation marks', `a: ${'!'.repeat(50_000)}`],
    ['20,000 keys', Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n')],
    ['20,000 anchors', Array.from({ length: 20_000 }, (_, i) => `k${i}: &a${i} x`).join('\n')],
    ['too large a file', `name: ${'x'.repeat(10_000_001)}`],
  ])('bounds %s', (_, text) => {
    const { workflow, findings } = parseWorkflowText(text);
    expect(workflow).toBeUndefined();
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.length).toBeLessThanOrEqual(301);
  });

  it('never throws on junk', () => {
    const piece = fc.constantFrom(
      'name',
      ': ',
      '\n',
      '  ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '&a',
      '*a',
      '"',
      "'",
      '|',
      '>',
      '!',
      '%',
      '@',
      '`',
      '#',
      '---',
      '...',
      '<<',
      '?',
      ',',
      '\t',
      'steps',
      'id',
      '\u0000',
      '\ud800',
      '0x1',
      '~',
      '.inf',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 25 }).map((parts) => parts.join('')),
        ),
        (text) => {
          for (const finding of parseWorkflowText(text).findings) expect(finding.fix).toBeTruthy();
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('reading a value', () => {
  it('finds in JSON what it finds in YAML', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 10_000; i++) deep = [deep];
    expect(
      parseWorkflowValue({ name: 'a', steps: [{ id: 'x', kind: 'shell', with: { deep } }] }).findings[0]?.rule,
    ).toBe('syntax.size');
    expect(parseWorkflowValue(JSON.parse('{"name":"a","steps":[],"__proto__":{}}')).findings[0]?.rule).toBe(
      'syntax.unknownKey',
    );
    expect(
      parseWorkflowValue({ name: 'a', steps: [{ id: 'x', kind: 'shell', with: { a: '\ud800' } }] }).findings[0],
    ).toMatchObject({ rule: 'syntax.value', path: ['steps', 0, 'with', 'a'] });
  });

  it('never throws on any JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void parseWorkflowValue(value)));
    fc.assert(
      fc.property(
        fc.jsonValue(),
        (value) =>
          void parseWorkflowValue({
            name: 'a',
            inputs: value,
            steps: [value, { id: 'a', kind: 'b', gate: value, needs: value, retry: value }],
          }),
      ),
    );
  });
});
