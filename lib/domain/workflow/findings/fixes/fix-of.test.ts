import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../json.ts';
import { parseWorkflowText } from '../../yaml.ts';
import { findings, findingsOfSpec, flow, sh } from '../example-workflows.ts';
import { finding } from '../finding.ts';
import { fixOf, mendable } from './fix-of.ts';

const template = (id: string, text: string, more = '') =>
  `  - { id: ${id}, kind: template, with: { template: ${JSON.stringify(text)} }${more && `, ${more}`} }`;
const gate = (more: string, id = 'ask') => `  - { id: ${id}, kind: gate, gate: { ${more} } }`;

/** Rule, a workflow that breaks it, and what its fix is called. */
const broken: [rule: string, text: string, label: string][] = [
  ['syntax.unknownKey', `${flow(sh('a'))}stpes: 1\n`.replace('name: a\n', 'name: a\ninpust: {}\n'), 'Write inputs'],
  ['syntax.unknownKey', flow(sh('a', 'colour: red')), 'Remove colour'],
  ['syntax.shape', `${flow(sh('a'))}inputs: { n: { type: strng } }\n`, 'Write string'],
  ['logic.unknownKind', flow('  - { id: a, kind: shel, with: { run: "true" } }'), 'Write shell'],
  ['logic.dangling', flow(sh('first'), sh('b', 'needs: [frist]')), 'Write first'],
  ['logic.dangling', flow(sh('first'), sh('b', 'needs: [{ step: frist, on: failure }]')), 'Write first'],
  ['logic.dangling', flow(sh('first'), sh('b', 'needs: [nothing-like-it]')), 'Remove this need'],
  ['logic.selfNeed', flow(sh('a', 'needs: [a]')), 'Remove this need'],
  ['logic.duplicateNeed', flow(sh('a'), sh('b', 'needs: [a, a]')), 'Remove this need'],
  [
    'logic.unknownOutcome',
    flow(
      '  - { id: pick, kind: branch, with: { cases: [{ name: big, when: "true" }] } }',
      sh('b', 'needs: [{ step: pick, on: bigg }]'),
    ),
    'Write big',
  ],
  ['logic.notUpstream', flow(sh('a'), template('b', '{{ steps.a.output.stdout }}')), 'Let it need a'],
  [
    'logic.unreachable',
    flow(sh('a'), sh('b', 'needs: [{ step: a, on: success }, { step: a, on: failure }]')),
    'Run after whichever comes',
  ],
  ['logic.join', flow(sh('a'), sh('b', 'needs: [a], join: 2')), 'Wait for 1'],
  ['logic.join', flow(sh('b', 'join: 2')), 'Remove join'],
  [
    'logic.timeoutHere',
    flow(gate('due: 1d, expire: { after: 2d, then: cancel }').replace(' gate: {', ' timeout: 1h, gate: {')),
    'Remove timeout',
  ],
  ['logic.timeout', `${flow(sh('a', 'timeout: 2h'))}timeout: 1h\n`, 'Shorten it to that of the run'],
  ['logic.retryNotRepeatable', flow(sh('a', 'repeatable: false, retry: { max: 2 }')), 'Remove retry'],
  [
    'logic.unknownName',
    `${flow(template('a', '{{ inputs.nmae | upcase }}'))}inputs: { name: { type: string } }\n`,
    'Write name',
  ],
  ['logic.unknownName', flow(template('a', '{{ inputs.who }}')), 'Add the input who'],
  ['logic.unknownName', flow(sh('first'), template('b', '{{ steps.frist.output }}', 'needs: [first]')), 'Write first'],
  [
    'logic.unknownName',
    flow(sh('first'), template('b', '{{ steps["frist"].output }}', 'needs: [first]')),
    'Write first',
  ],
  ['logic.unknownName', flow(sh('first'), template('b', '{{ first }}', 'needs: [first]')), 'Write steps.first.output'],
  [
    'logic.unknownName',
    flow(sh('a-b'), '  - { id: b, kind: transform, needs: [a-b], with: { expression: steps.a-b.output } }'),
    'Write steps["a-b"]',
  ],
  [
    'logic.unknownName',
    flow(sh('first'), '  - { id: b, kind: transform, needs: [first], with: { expression: "steps.first.outptu" } }'),
    'Write output',
  ],
  [
    'logic.handlerNeeds',
    `${flow(sh('a'))}handlers:\n${sh('tell', 'needs: [a]')}\nonFailure: { run: [tell] }\n`,
    'Remove needs',
  ],
  ['logic.unusedHandler', `${flow(sh('a'))}handlers:\n${sh('tell')}\n`, 'Run it when the workflow fails'],
  ['logic.unknownHandler', `${flow(sh('a'))}handlers:\n${sh('tell')}\nonFailure: { run: [tel, tell] }\n`, 'Write tell'],
  [
    'logic.undo',
    flow(
      gate('due: 1d, expire: { after: 2d, then: cancel }').replace(
        ' gate: {',
        ' undo: { kind: shell, with: { run: "true" } }, gate: {',
      ),
    ),
    'Remove undo',
  ],
  [
    'logic.rollback',
    flow(sh('a', 'undo: { kind: shell, with: { run: "true" } }')),
    'Roll back when the workflow fails',
  ],
  [
    'logic.fallback',
    flow('  - { id: a, kind: gate, fallback: [{ kind: shell, with: { run: "true" } }] }'),
    'Remove fallback',
  ],
  ['logic.cache', flow('  - { id: a, kind: gate, cache: {} }'), 'Remove cache'],
  ['logic.inputDefault', `${flow(sh('a'))}inputs: { n: { type: integer, default: "5" } }\n`, 'Write 5'],
  ['logic.inputDefault', `${flow(sh('a'))}inputs: { n: { type: string, default: 5 } }\n`, 'Write "5"'],
  ['logic.inputDefault', `${flow(sh('a'))}inputs: { n: { type: integer, default: many } }\n`, 'Remove default'],
  [
    'security.sensitiveDefault',
    `${flow(sh('a'))}inputs: { p: { type: string, sensitive: true, default: hunter22 } }\n`,
    'Remove default',
  ],
  ['practice.description', `name: a\nsteps:\n${sh('a')}\n`, 'Describe it by its steps'],
  ['performance.idleNeed', flow(template('a', 'x'), sh('b', 'needs: [a]')), 'Run both at once'],
  ['gate.placement', flow(gate('placement: after')), 'Remove placement'],
  ['gate.outcomes', flow(gate('outcomes: [x, x]')), 'Name it once'],
  ['gate.outcomes', flow(gate('outcomes: []')), 'Remove outcomes'],
  ['gate.noWayOn', flow(gate('actions: [cancel]')), 'Offer approve'],
  [
    'gate.form',
    flow(gate('form: { type: object, required: [a, b], properties: { a: { type: string } } }')),
    'Require only what it asks',
  ],
  ['gate.expire', flow(gate('expire: { after: 1h, then: explode }')), 'Cancel the run then'],
  ['gate.due', flow(gate('due: 2d, expire: { after: 1d, then: cancel }')), 'Make it due when it closes'],
  [
    'gate.comment',
    flow(gate('actions: [approve, cancel], commentRequired: [skip, cancel]')),
    'Require it only for what is offered',
  ],
  ['gate.quorum', flow(gate('reviewers: { users: [a@example.org] }, quorum: 2')), 'Ask for 1'],
];

const specOf = (text: string) => parseWorkflowText(text).value as JsonObject;

describe('a fix', () => {
  it.each(broken)('of %s leaves nothing of it and breaks nothing else: %#', (rule, text, label) => {
    const before = findings(text);
    const found = before.find((each) => each.rule === rule);
    expect(found, JSON.stringify(before)).toBeDefined();
    const spec = specOf(text);
    const kept = structuredClone(spec);
    const fix = fixOf(spec, found!);
    expect(fix?.label).toBe(label);
    expect(spec).toEqual(kept);
    const after = findingsOfSpec(fix!.spec);
    const told = ({ rule: of, message }: { rule: string; message: string }) => `${of} ${message}`;
    expect(after.map(told)).not.toContain(told(found!));
    const errors = (all: typeof after) => all.filter(({ severity }) => severity === 'error').length;
    expect(errors(after)).toBeLessThanOrEqual(errors(before) - (found!.severity === 'error' ? 1 : 0));
  });

  it('is tried for every rule that it is offered for, but for those that need a workspace or a kind of this server', () => {
    const elsewhere = [
      'gate.policyHolds',
      'gate.unknownPolicy',
      'gate.unknownReviewer',
      'logic.parameters',
      'logic.unknownChannel',
      'logic.unknownWorkflow',
      'practice.waitForever',
      'security.shellTemplate',
      'security.unknownSecret',
    ];
    expect([...new Set([...broken.map(([rule]) => rule), ...elsewhere])].toSorted()).toEqual([...mendable].toSorted());
  });

  it('leaves the steps it does not mend as they are', () => {
    const text = flow(sh('first'), sh('b', 'needs: [frist]'));
    const spec = specOf(text);
    const fix = fixOf(spec, findings(text)[0]!)!;
    expect((fix.spec.steps as unknown[])[0]).toBe((spec.steps as unknown[])[0]);
  });

  it('is not offered when the workflow has changed since: the place is another step', () => {
    const [found] = findings(flow(sh('first'), sh('b', 'needs: [frist]')));
    expect(fixOf(specOf(flow(sh('b', 'needs: [x]'), sh('first'))), found!)).toBeNull();
  });

  it('is not offered for a rule that is not known here', () => {
    const told = { rule: 'toString', message: '', fix: '', path: [] };
    expect(fixOf({}, told)).toBeNull();
  });

  it('keeps a key where it stood when its name is corrected', () => {
    const spec = { nmae: 'a', steps: [] };
    const told = finding('syntax.unknownKey', { message: '', fix: 'Did you mean "name"?', path: ['nmae'] });
    expect(Object.keys(fixOf(spec, told)!.spec)).toEqual(['name', 'steps']);
  });

  it('limits a wait', () => {
    const spec = { steps: [{ id: 'w', kind: 'wait', with: { event: 'payment' } }] };
    const told = { rule: 'practice.waitForever', message: '', fix: '', step: 'w', path: ['steps', 0, 'with', 'event'] };
    expect(fixOf(spec, told)!.spec.steps).toEqual([{ id: 'w', kind: 'wait', with: { event: 'payment', for: '1d' } }]);
  });

  it('takes away what a policy decides', () => {
    const spec = { steps: [{ id: 'a', kind: 'gate', gate: { policy: 'p', quorum: 2 } }] };
    const told = {
      rule: 'gate.policyHolds',
      message: 'The policy "p" decides how many sign, so this has no effect.',
      fix: 'Remove quorum here, or change the policy under Settings → Policies.',
      step: 'a',
      path: ['steps', 0, 'gate', 'quorum'],
    };
    expect(fixOf(spec, told)!.spec.steps).toEqual([{ id: 'a', kind: 'gate', gate: { policy: 'p' } }]);
  });
});

describe('values in a command', () => {
  const read = (name: string) => `\${${name}}`;
  const name = read('NAME');
  const mended = (run: string, env?: JsonObject) => {
    const spec = { steps: [{ id: 'a', kind: 'shell', with: { run, ...(env ? { env } : {}) } }] };
    const told = { rule: 'security.shellTemplate', message: '', fix: '', step: 'a', path: ['steps', 0, 'with', 'run'] };
    const step = (fixOf(spec, told)?.spec.steps as { with: JsonObject }[] | undefined)?.[0];
    return step?.with ?? null;
  };

  it.each([
    ['echo {{ inputs.name }}', `echo "${name}"`],
    ['echo "Hello {{ inputs.name }}!"', `echo "Hello ${name}!"`],
    ['echo \\"{{ inputs.name }}', `echo \\""${name}"`],
  ])('come in through the environment, as one word: %s', (run, instead) => {
    expect(mended(run)).toEqual({ run: instead, env: { NAME: '{{ inputs.name }}' } });
  });

  it('have names that the environment has not taken', () => {
    expect(mended('echo {{ steps.a.output.id }} {{ steps.a.output.id }}', { A_ID: 'x' })).toEqual({
      run: `echo "${read('A_ID_2')}" "${read('A_ID_2')}"`,
      env: { A_ID: 'x', A_ID_2: '{{ steps.a.output.id }}' },
    });
  });

  it.each([
    "echo '{{ inputs.name }}'",
    'echo {{ inputs.name | upcase }}',
    '{% if inputs.a %}x{% endif %} {{ inputs.a }}',
  ])('stay when it takes their author: %s', (run) => expect(mended(run)).toBeNull());

  it('leave a command without mistakes', () => {
    const inputs = 'inputs: { name: { type: string } }\n';
    const text = `${flow('  - { id: a, kind: shell, with: { run: "echo {{ inputs.name }}" } }')}${inputs}`;
    expect(findingsOfSpec(fixOf(specOf(text), findings(text)[0]!)!.spec)).toEqual([]);
  });
});
