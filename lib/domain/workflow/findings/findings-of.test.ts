import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWorkflowValue } from '../yaml.ts';
import { findings, flow, kinds, sh } from './example-workflows.ts';
import { findingsOf } from './findings-of.ts';
import { rules } from './rules.ts';

describe('findings', () => {
  it('has nothing to say about a workflow that is right', () => {
    expect(
      findings(`name: a
description: d
inputs: { repository: { type: string, default: "." }, n: { type: integer, enum: [1, 2], default: 2 } }
steps:
  - { id: history, kind: shell, with: { run: 'git -C "$REPO" log', env: { REPO: "{{ inputs.repository }}", T: "{{ secrets.t }}" } } }
  - { id: my-notes, kind: template, needs: [history], as: release_notes, with: { template: "{{ steps.history.output.stdout }}" }, gate: { reviewers: { groups: [release] }, form: { type: object, properties: { t: { type: string } } } } }
  - { id: decide, kind: branch, needs: [my-notes], with: { cases: [{ name: big, when: 'size(steps["my-notes"].output.text) > 3 && inputs.n == 1' }], default: small } }
  - { id: sign, kind: gate, needs: [{ step: decide, on: big }], gate: { outcomes: [ship, rework], expire: { after: 1d, then: rework } } }
  - { id: done, kind: template, join: any, needs: [{ step: decide, on: small }, { step: sign, on: ship }, { step: sign, on: rework }], with: { template: "{{ release_notes.text }} {{ gate.my-notes.by }}" } }
outputs: { notes: "{{ steps.my-notes.output.text }}" }
`),
    ).toEqual([]);
  });

  it('prints a cycle in the order in which the steps would run', () => {
    const text = flow(
      sh('z'),
      sh('a', 'needs: [c]'),
      sh('b', 'needs: [a, z]'),
      sh('c', 'needs: [b]'),
      sh('d', 'needs: [c]'),
    );
    expect(findings(text)[0]).toMatchObject({
      rule: 'logic.cycle',
      line: expect.any(Number),
      message: expect.stringMatching(/: (a → b → c → a|b → c → a → b|c → a → b → c)\.$/),
    });
  });

  it.each<[string, string, object]>([
    ['no steps', 'name: a\ndescription: d\nsteps: []', { rule: 'logic.noSteps' }],
    ['two steps of one name', flow(sh('a'), sh('a')), { rule: 'logic.duplicateId', line: 5, step: 'a' }],
    [
      'an unknown kind',
      flow('  - { id: a, kind: shel }'),
      { rule: 'logic.unknownKind', fix: expect.stringContaining('Did you mean "shell"?') },
    ],
    [
      'a missing parameter',
      flow('  - { id: a, kind: shell }'),
      { rule: 'logic.parameters', message: 'with.run is missing.' },
    ],
    [
      'an empty parameter',
      flow('  - { id: a, kind: shell, with: { run: "" } }'),
      { rule: 'logic.parameters', message: 'with.run is empty.', fix: 'Fill in run.' },
    ],
    [
      'an unknown parameter',
      flow('  - { id: a, kind: shell, with: { run: x, rnu: y } }'),
      { rule: 'syntax.unknownKey', line: 4 },
    ],
    [
      'a parameter of the wrong type',
      flow('  - { id: a, kind: shell, with: { run: x, count: many } }'),
      { rule: 'logic.parameters', message: 'with.count must be a number, but is a text.' },
    ],
    [
      'a need for nothing',
      flow(sh('alpha'), sh('b', 'needs: [alhpa]')),
      { rule: 'logic.dangling', line: 5, fix: 'Did you mean "alpha"?' },
    ],
    ['a need for itself', flow(sh('a', 'needs: [a]')), { rule: 'logic.selfNeed' }],
    [
      'the same need twice',
      flow(sh('a'), sh('b', 'needs: [a, { step: a, on: success }]')),
      { rule: 'logic.duplicateNeed' },
    ],
    [
      'an unknown outcome',
      flow(sh('a'), sh('b', 'needs: [{ step: a, on: succes }]')),
      { rule: 'logic.unknownOutcome', fix: expect.stringContaining('Did you mean "success"?') },
    ],
    ['too large a join', flow(sh('a'), sh('b', 'needs: [a], join: 2')), { rule: 'logic.join' }],
    [
      'needs that exclude each other',
      flow(sh('a'), sh('b', 'needs: [{ step: a, on: failure }, { step: a, on: success }]')),
      { rule: 'logic.unreachable', fix: expect.stringContaining('join: any') },
    ],
    [
      'an outcome without an edge',
      flow('  - { id: a, kind: gate, gate: { outcomes: [x, y] } }', sh('b', 'needs: [{ step: a, on: x }]')),
      { rule: 'logic.unusedOutcome' },
    ],
    [
      'a broken expression',
      flow(sh('a', 'when: "1 +"')),
      { rule: 'logic.expression', line: 4, column: expect.any(Number) },
    ],
    [
      'a broken template',
      flow('  - { id: a, kind: template, with: { template: "{{ inputs.a" } }'),
      { rule: 'logic.template' },
    ],
    [
      'an unknown root',
      flow('  - { id: a, kind: template, with: { template: "{{ inptus.a }}" } }'),
      { rule: 'logic.unknownName', fix: expect.stringContaining('Did you mean "inputs"?') },
    ],
    [
      'an unknown input',
      flow(sh('a', 'when: "inputs.x == 1"')),
      { rule: 'logic.unknownName', message: 'There is no input "x".' },
    ],
    [
      'an unknown step',
      flow(sh('notes'), sh('a', 'needs: [notes], when: "steps.nots.output == 1"')),
      { rule: 'logic.unknownName', fix: 'Did you mean "notes"?' },
    ],
    [
      'a hyphen in an expression',
      flow(sh('my-step'), sh('a', 'needs: [my-step], when: "steps.my-step.output == 1"')),
      { rule: 'logic.unknownName', fix: 'A name with a hyphen is written steps["my-step"] in expressions.' },
    ],
    [
      'a step that is not before',
      flow(sh('a'), sh('b', 'when: "steps.a.output.exitCode == 0"')),
      { rule: 'logic.notUpstream', fix: 'Add "a" to its needs: [a].' },
    ],
    [
      'a step that comes later',
      flow(sh('a', 'when: "steps.b.output.exitCode == 0"'), sh('b', 'needs: [a]')),
      { rule: 'logic.notUpstream', fix: 'Turn the needs around, or read an earlier step.' },
    ],
    ['its own result', flow(sh('a', 'when: "steps.a.output.exitCode == 0"')), { rule: 'logic.notUpstream' }],
    [
      'an unknown field of a step',
      flow(sh('a'), sh('b', 'needs: [a], when: "steps.a.outptu.exitCode == 0"')),
      { rule: 'logic.unknownName', fix: expect.stringContaining('Did you mean "output"?') },
    ],
    [
      'a gate that is not there',
      flow(sh('a'), sh('b', 'needs: [a], when: "gate.a.by != null"')),
      { rule: 'logic.unknownName', message: '"a" has no gate.' },
    ],
    [
      'an unknown name in outputs',
      `${flow(sh('a'))}outputs: { x: "{{ steps.b.output }}" }`,
      { rule: 'logic.unknownName', line: 5 },
    ],
    ['a second name that is taken', flow(sh('a', 'as: inputs')), { rule: 'logic.asClash' }],
    [
      'a default of the wrong type',
      `${flow(sh('a'))}inputs: { n: { type: integer, default: x } }`,
      { rule: 'logic.inputDefault', message: 'The default of "n" must be a whole number, but is "x".' },
    ],
    [
      'a default that is no choice',
      `${flow(sh('a'))}inputs: { n: { type: string, enum: [a, b], default: c } }`,
      { rule: 'logic.inputDefault' },
    ],
    [
      'retries of what must not be repeated',
      flow(sh('a', 'repeatable: false, retry: { max: 1 }')),
      { rule: 'logic.retryNotRepeatable' },
    ],
    [
      'a step longer than the run',
      `${flow(sh('a', 'timeout: 2h'))}timeout: 1h`,
      { rule: 'logic.timeout', message: '"a" may take 2h, but the whole run only 1h.' },
    ],
  ])('finds %s', (_, text, expected) => {
    const all = findings(text);
    expect(all[0]).toMatchObject(expected);
    const places = new Set(all.filter((item) => item.severity !== 'info').map((item) => JSON.stringify(item.path)));
    expect(places.size, JSON.stringify(all)).toBeLessThanOrEqual(1);
    expect(all[0]?.fix).toMatch(/\S/);
  });

  const long = (more: (index: number) => object) => {
    const steps = Array.from({ length: 5000 }, (_, index) => ({
      id: `s${index}`,
      kind: 'shell',
      with: { run: 'true' },
      ...more(index),
    }));
    return findingsOf(parseWorkflowValue({ name: 'a', description: 'd', steps }).workflow!, kinds);
  };

  it('bounds its answer', () => {
    const many = long(() => ({ needs: ['nowhere'] }));
    expect(many.length).toBe(301);
    expect(many.at(-1)?.message).toBe('4700 more findings are not shown.');
  });

  it('accepts 5,000 steps', () => {
    expect(
      long((index) =>
        index === 0 ? {} : { needs: [`s${index - 1}`], when: `steps.s${index - 1}.status == 'succeeded'` },
      ),
    ).toEqual([]);
  });

  it('never throws on any workflow of the right shape', () => {
    const id = fc.constantFrom('a', 'b', 'c-d', 'steps');
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '{{ steps.a.output }}',
        'steps["c-d"].x',
        '{{ b',
        '1 +',
        'inputs.__proto__',
        '{{ constructor }}',
        'a',
        'rm -rf /',
        '$',
      ),
    );
    const step = fc.record(
      {
        id,
        kind: fc.constantFrom('shell', 'branch', 'gate', 'transform', 'nope', '__proto__', 'constructor'),
        needs: fc.array(
          fc.oneof(id, fc.record({ step: id, on: fc.constantFrom('success', 'x', 'notTaken', '__proto__') })),
          { maxLength: 4 },
        ),
        join: fc.constantFrom('all', 'any', 3),
        when: text.filter((value) => value !== ''),
        with: fc.dictionary(
          fc.constantFrom('run', 'cases', 'expression', '__proto__', 'env'),
          fc.oneof(text, fc.jsonValue()),
        ),
        as: id,
        gate: fc.record(
          {
            outcomes: fc.array(id),
            form: fc.dictionary(fc.constantFrom('type', 'properties', 'required'), fc.jsonValue()),
            quorum: fc.constantFrom(1, 'all'),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: ['id', 'kind'] },
    );
    const action = fc.record({ kind: fc.constantFrom('shell', 'gate', 'map', 'nope'), with: fc.dictionary(id, text) });
    const map = fc.record({
      id,
      kind: fc.constant('map'),
      with: fc.record(
        { over: text, as: id, output: id, steps: fc.array(step, { minLength: 1, maxLength: 3 }) },
        { requiredKeys: [] },
      ),
    });
    const any = fc.oneof(
      step,
      map,
      fc.tuple(step, action).map(([of, undo]) => ({ ...of, undo, fallback: [undo] })),
    );
    const then = fc.oneof(
      fc.record({ action: fc.constant('run'), handlers: fc.array(id, { minLength: 1, maxLength: 2 }) }),
      fc.record({ action: fc.constant('requireRework'), steps: fc.array(id, { minLength: 1, maxLength: 2 }) }),
      fc.record({ action: fc.constant('notify'), channel: fc.constant('log'), body: text }),
      fc.constant({ action: 'rollback' }),
    );
    const rule = fc.record({ name: id, when: text.filter((value) => value !== ''), then });
    const whole = fc.record({
      steps: fc.array(any, { maxLength: 5 }),
      handlers: fc.array(any, { maxLength: 2 }),
      rules: fc.array(rule, { maxLength: 3 }),
      onFailure: fc.record(
        { run: fc.array(id, { minLength: 1, maxLength: 2 }), rollback: fc.boolean() },
        { requiredKeys: [] },
      ),
      outputs: fc.dictionary(id, text),
    });
    let read = 0;
    fc.assert(
      fc.property(whole, (given) => {
        const { workflow } = parseWorkflowValue({ name: 'a', ...JSON.parse(JSON.stringify(given)) });
        if (!workflow) return;
        read += 1;
        for (const item of findingsOf(workflow, kinds)) expect(item.fix).toMatch(/\S/);
      }),
      { numRuns: 300 },
    );
    expect(read).toBeGreaterThan(20);
  });

  it('explains every rule', () => {
    for (const [code, rule] of Object.entries(rules)) {
      expect(code.split('.')[0]).toBe(rule.category);
      expect(rule.explain).toMatch(/\.$/);
    }
  });
});
