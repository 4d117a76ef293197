import { expect, test } from 'vitest';
import { withPlaces } from '#lib/domain/workflow/findings/finding.ts';
import { findingsOf } from '#lib/domain/workflow/findings/findings-of.ts';
import { type Known, nothingKnown } from '#lib/domain/workflow/findings/known.ts';
import { parseWorkflowText } from '#lib/domain/workflow/yaml.ts';
import { kindCatalogue } from './registry.ts';

function findings(text: string, known: Known = nothingKnown) {
  const parsed = parseWorkflowText(text);
  return parsed.workflow
    ? withPlaces(findingsOf(parsed.workflow, kindCatalogue, known), parsed.positions)
    : parsed.findings;
}
const flow = (steps: string[], ...more: string[]) =>
  [
    'name: a',
    'description: d',
    'inputs: { list: { type: array, default: [1] } }',
    'steps:',
    ...steps.map((step) => `  - ${step}`),
    ...more,
  ].join('\n');
const sh = (id: string, more = '') => `{ id: ${id}, kind: shell, with: { run: "true" }${more && `, ${more}`} }`;
const map = (steps: string, more = '', after = '') =>
  `{ id: m, kind: map, with: { over: "{{ inputs.list }}", steps: [${steps}]${more && `, ${more}`} }${after && `, ${after}`} }`;
const text = (id: string, template: string, more = '') =>
  `{ id: ${id}, kind: template, with: { template: '${template}' }${more && `, ${more}`} }`;

test('has nothing to say about the whole language used rightly', () => {
  expect(
    findings(
      flow(
        [
          sh(
            'deploy',
            'undo: { kind: shell, with: { run: ./undo.sh, env: { OUT: "{{ steps.deploy.output.stdout }}" } } }, timeout: 5m',
          ),
          map(
            `${text('x', '{{ file }} {{ index }} {{ steps.deploy.output.stdout }}', 'as: page')}, ${text('y', '{{ page.text }}{{ steps.x.output.text }}', 'needs: [x], gate: { placement: after }')}`,
            'as: file, output: y, concurrency: "{{ inputs.list | size }}"',
            'needs: [deploy]',
          ),
          `{ id: soak, kind: watch, needs: [m], with: { window: 5m, probe: { http: { url: "https://example.org/" } }, tripWhen: ['error_rate > 5%', 'probe.ms > 2s && size(samples) > 3', 'steps.deploy.output.exitCode > 0'], onTrip: outcome } }`,
          `{ id: paid, kind: wait, needs: [{ step: soak, on: calm }], with: { event: payment, for: 1d, match: 'event.data.order == inputs.list[0]' } }`,
          `{ id: child, kind: workflow, needs: [paid], with: { workflow: deploy }, fallback: [{ kind: notify, with: { channel: log, subject: "{{ steps.paid.output.by }}" } }], timeout: 2h }`,
          sh('stop', 'needs: [{ step: soak, on: tripped }]'),
        ],
        'handlers:',
        `  - ${text('tell', '{{ steps.deploy.output.stdout | default: "nothing" }} {{ steps.m.status }} {{ run.failure.reason }}')}`,
        `  - ${text('look', '{{ steps.deploy.output.stdout }}', `when: 'steps.deploy.output != null'`)}`,
        'rules:',
        `  - { name: broken, when: 'steps.deploy.output.exitCode > 0', then: { action: run, handlers: [look] } }`,
        `  - { name: again, when: 'steps.m.output.count > 3 && inputs.list[0] == 1', then: { action: requireRework, steps: [deploy] } }`,
        'onFailure: { rollback: { timeout: 5m }, run: [tell], notify: [{ channel: log, subject: "{{ run.failure.message }}" }], escalate: { groups: [leads] } }',
        'concurrency: { key: "{{ inputs.list | json }}" }',
        'outputs: { x: { type: object, value: "{{ steps.m.output }}" } }',
      ),
    ),
  ).toEqual([]);
});

const steps = (...path: (string | number)[]) => ['steps', 0, ...path];
const inner = (...path: (string | number)[]) => steps('with', 'steps', 0, ...path);

test.each<[string, string, object]>([
  [
    'a map without steps',
    flow(['{ id: m, kind: map, with: { over: [1] } }']),
    { rule: 'logic.map', path: steps('with') },
  ],
  [
    'a map inside of a map',
    flow([map('{ id: n, kind: map, with: { over: [1], steps: [{ id: x, kind: gate }] } }')]),
    { rule: 'logic.map', step: 'm', path: inner('kind') },
  ],
  [
    'a result of a step that the map has not',
    flow([map(sh('x'), 'output: y')]),
    { rule: 'logic.map', path: steps('with', 'output') },
  ],
  [
    'a nested step of an unknown kind',
    flow([map('{ id: x, kind: shel }')]),
    {
      rule: 'logic.unknownKind',
      step: 'm',
      path: inner('kind'),
      message: 'In the map "m", step "x": There is no step kind "shel".',
    },
  ],
  [
    'wrong parameters of a nested step',
    flow([map('{ id: x, kind: shell, with: { rnu: a, run: b } }')]),
    { rule: 'syntax.unknownKey', path: inner('with', 'rnu'), line: 5 },
  ],
  [
    'a nested step of the wrong shape',
    flow([map('{ id: x, kind: shell, with: { run: a }, timeout: "{{ inputs.list }}" }')]),
    { rule: 'logic.parameters', path: inner('timeout') },
  ],
  [
    'two nested steps of one id',
    flow([map(`${sh('x')}, ${sh('x')}`)]),
    { rule: 'logic.duplicateId', step: 'm', path: steps('with', 'steps', 1, 'id') },
  ],
  [
    'a cycle inside of a map',
    flow([map(`${sh('x', 'needs: [y]')}, ${sh('y', 'needs: [x]')}`)]),
    { rule: 'logic.cycle', step: 'm', path: expect.arrayContaining(['with', 'needs']) },
  ],
  [
    'a need from a map to the outside',
    flow([map(sh('x', 'needs: [b]')), sh('b')]),
    { rule: 'logic.dangling', step: 'm', fix: expect.stringContaining('Let "m" need "b"') },
  ],
  [
    'a nested step that reads what is not before the map',
    flow([map(text('x', '{{ steps.b.output.stdout }}')), sh('b')]),
    { rule: 'logic.notUpstream', path: inner('with', 'template'), fix: 'Add "b" to the needs of "m": [b].' },
  ],
  [
    'a nested step that reads its own map',
    flow([map(text('x', '{{ steps.m.output }}'))]),
    { rule: 'logic.notUpstream', step: 'm' },
  ],
  [
    'an outside that reads into the map',
    flow([map(sh('x')), text('b', '{{ steps.x.output.stdout }}', 'needs: [m]')]),
    { rule: 'logic.unknownName', step: 'b' },
  ],
  [
    'an item outside of a map',
    flow([text('b', '{{ item }}')]),
    { rule: 'logic.unknownName', fix: expect.stringContaining('Only the steps of a map') },
  ],
  [
    'an item by another name',
    flow([map(text('x', '{{ item }}'), 'as: file')]),
    { rule: 'logic.unknownName', step: 'm' },
  ],
  [
    'an item that hides another name',
    flow([map(sh('x'), 'as: inputs')]),
    { rule: 'logic.asClash', path: steps('with', 'as') },
  ],
  ['a nested output named as the item', flow([map(sh('x', 'as: item'))]), { rule: 'logic.asClash', path: inner('as') }],
  [
    'a nested gate that cannot be passed',
    flow([map('{ id: x, kind: gate, gate: { actions: [cancel] } }')]),
    { rule: 'gate.noWayOn', step: 'm', path: inner('gate', 'actions') },
  ],
  [
    'a nested command with a value spliced in',
    flow([map('{ id: x, kind: shell, with: { run: "cat {{ item }}" } }')]),
    { rule: 'security.shellTemplate', severity: 'error', path: inner('with', 'run') },
  ],
  [
    'a template where none is filled in',
    flow([map(sh('x'), 'onItemFailure: "{{ inputs.list }}"')]),
    { rule: 'logic.parameters', path: steps('with', 'onItemFailure') },
  ],

  [
    'a handler with needs',
    flow([sh('a')], `handlers: [${sh('h', 'needs: [a]')}]`, 'onFailure: { run: [h] }'),
    { rule: 'logic.handlerNeeds', step: 'h', path: ['handlers', 0, 'needs'], line: 6 },
  ],
  [
    'a handler with the id of a step',
    flow([sh('a')], `handlers: [${sh('a')}]`, 'onFailure: { run: [a] }'),
    { rule: 'logic.duplicateId', path: ['handlers', 0, 'id'] },
  ],
  [
    'two handlers of one id',
    flow([sh('a')], `handlers: [${sh('h')}, ${sh('h')}]`, 'onFailure: { run: [h] }'),
    { rule: 'logic.duplicateId', path: ['handlers', 1, 'id'] },
  ],
  [
    'a handler of an unknown kind',
    flow([sh('a')], 'handlers: [{ id: h, kind: shel }]', 'onFailure: { run: [h] }'),
    {
      rule: 'logic.unknownKind',
      path: ['handlers', 0, 'kind'],
      message: 'The handler "h": There is no step kind "shel".',
    },
  ],
  [
    'a handler that reads nothing there is',
    flow([sh('a')], `handlers: [${text('h', '{{ steps.b.status }}')}]`, 'onFailure: { run: [h] }'),
    { rule: 'logic.unknownName', step: 'h' },
  ],
  [
    'a handler that reads a result that may not be there',
    flow([sh('a')], `handlers: [${text('h', '{{ steps.a.output.stdout }}')}]`, 'onFailure: { run: [h] }'),
    { rule: 'logic.unguarded', severity: 'info', path: ['handlers', 0, 'with', 'template'] },
  ],
  [
    'a handler that nothing calls',
    flow([sh('a')], `handlers: [${sh('h')}]`),
    { rule: 'logic.unusedHandler', step: 'h', severity: 'warning' },
  ],
  [
    'a failure that calls no handler',
    flow([sh('a')], `handlers: [${sh('tell')}]`, 'onFailure: { run: [tell, tel] }'),
    { rule: 'logic.unknownHandler', path: ['onFailure', 'run', 1], fix: expect.stringContaining('"tell"') },
  ],
  [
    'a rule that calls no handler',
    flow([sh('a')], 'rules: [{ name: r, when: steps.a.output.exitCode > 0, then: { action: run, handlers: [h] } }]'),
    { rule: 'logic.unknownHandler', path: ['rules', 0, 'then', 'handlers', 0] },
  ],

  [
    'a rule that cannot be read',
    flow([sh('a')], 'rules: [{ name: r, when: "1 +", then: { action: block } }]'),
    { rule: 'logic.expression', path: ['rules', 0, 'when'], message: expect.stringMatching(/^The rule "r": /) },
  ],
  [
    'a rule that is no condition',
    flow([sh('a')], 'rules: [{ name: r, when: "size(steps.a.output.stdout)", then: { action: block } }]'),
    { rule: 'logic.expression', path: ['rules', 0, 'when'], message: expect.stringContaining('type int') },
  ],
  ['a condition that is none', flow([sh('a', `when: '1 + 1'`)]), { rule: 'logic.expression', path: steps('when') }],
  [
    'a rule over an unknown step',
    flow([sh('a')], 'rules: [{ name: r, when: steps.b.output.x > 1, then: { action: block } }]'),
    { rule: 'logic.unknownName', path: ['rules', 0, 'when'] },
  ],
  [
    'a rule that is never checked',
    flow([sh('a')], `rules: [{ name: r, when: 'size(inputs.list) > 1', then: { action: block } }]`),
    { rule: 'logic.neverChecked', path: ['rules', 0, 'when'], message: expect.stringContaining('"r"') },
  ],
  [
    'two rules of one name',
    flow(
      [sh('a')],
      'rules: [{ name: r, when: steps.a.output.x > 1, then: { action: block } }, { name: r, when: steps.a.output.x > 1, then: { action: block } }]',
    ),
    { rule: 'logic.duplicateRule', path: ['rules', 1, 'name'] },
  ],
  [
    'a rework of nothing',
    flow([sh('a')], 'rules: [{ name: r, when: steps.a.output.x > 1, then: { action: requireRework, steps: [b] } }]'),
    { rule: 'logic.dangling', path: ['rules', 0, 'then', 'steps', 0] },
  ],
  [
    'a rule that asks nobody',
    flow([sh('a')], 'rules: [{ name: r, when: steps.a.output.x > 1, then: { action: escalate, to: {} } }]'),
    { rule: 'gate.reviewers', path: ['rules', 0, 'then', 'to'] },
  ],
  [
    'an unknown action',
    flow([sh('a')], 'rules: [{ name: r, when: steps.a.output.x > 1, then: { action: explode } }]'),
    { rule: 'syntax.shape', path: ['rules', 0, 'then', 'action'] },
  ],
  [
    'an unknown key of a rule',
    flow([sh('a')], 'rules: [{ name: r, wehn: a, when: steps.a.output.x > 1, then: { action: block } }]'),
    { rule: 'syntax.unknownKey', fix: expect.stringContaining('"when"') },
  ],

  [
    'a failure told with an unknown name',
    flow([sh('a')], 'onFailure: { notify: [{ channel: log, subject: "{{ run.failrue.reason }}" }] }'),
    { rule: 'logic.unknownName', path: ['onFailure', 'notify', 0, 'subject'] },
  ],
  [
    'an escalation to nobody',
    flow([sh('a')], 'onFailure: { escalate: {} }'),
    { rule: 'gate.reviewers', path: ['onFailure', 'escalate'] },
  ],
  [
    'an undo of an unknown kind',
    flow([sh('a', 'undo: { kind: shel }')], 'onFailure: { rollback: true }'),
    { rule: 'logic.unknownKind', step: 'a', path: steps('undo', 'kind') },
  ],
  [
    'an undo with wrong parameters',
    flow([sh('a', 'undo: { kind: shell, with: {} }')], 'onFailure: { rollback: true }'),
    { rule: 'logic.parameters', path: steps('undo', 'with'), message: expect.stringContaining('undo.with') },
  ],
  [
    'an undo that reads a later step',
    flow(
      [sh('a', 'undo: { kind: template, with: { template: "{{ steps.b.output }}" } }'), sh('b', 'needs: [a]')],
      'onFailure: { rollback: true }',
    ),
    { rule: 'logic.notUpstream', path: steps('undo', 'with', 'template') },
  ],
  [
    'an undo of what changes nothing',
    flow([text('a', 'x', 'undo: { kind: shell, with: { run: x } }')], 'onFailure: { rollback: true }'),
    { rule: 'logic.undo', severity: 'warning', path: steps('undo') },
  ],
  [
    'a gate that is to take back',
    flow([sh('a', 'undo: { kind: gate }')], 'onFailure: { rollback: true }'),
    { rule: 'logic.undo', severity: 'error', path: steps('undo', 'kind') },
  ],
  [
    'a roll-back of nothing',
    flow([sh('a')], 'onFailure: { rollback: true }'),
    { rule: 'logic.rollback', path: ['onFailure', 'rollback'] },
  ],
  [
    'an undo that never comes',
    flow([sh('a', 'undo: { kind: shell, with: { run: x } }')]),
    { rule: 'logic.rollback', step: 'a', path: steps('undo') },
  ],

  [
    'a fallback of a gate',
    flow(['{ id: a, kind: gate, fallback: [{ kind: shell, with: { run: x } }] }']),
    { rule: 'logic.fallback', step: 'a', path: steps('fallback') },
  ],
  [
    'a fallback that is a map',
    flow([sh('a', 'fallback: [{ kind: map, with: { over: [1], steps: [{ id: x, kind: gate }] } }]')]),
    { rule: 'logic.fallback', path: steps('fallback', 0, 'kind') },
  ],
  [
    'a fallback with wrong parameters',
    flow([sh('a', 'fallback: [{ kind: shell, with: { run: x, rnu: y } }]')]),
    { rule: 'syntax.unknownKey', path: steps('fallback', 0, 'with', 'rnu') },
  ],
  [
    'a budget that allows no retry',
    flow([sh('a', 'retry: { max: 2 }')], 'retryBudget: 0'),
    { rule: 'logic.retryBudget', path: ['retryBudget'] },
  ],
  [
    'a gate that sends back nothing',
    flow(['{ id: a, kind: gate, with: { rework: [b] } }']),
    { rule: 'logic.dangling', path: steps('with', 'rework', 0) },
  ],
  [
    'a time limit of a gate',
    flow(['{ id: a, kind: gate, timeout: 1h }']),
    { rule: 'logic.timeoutHere', path: steps('timeout') },
  ],
  [
    'a time limit of what is computed',
    flow([text('a', 'x', 'timeout: 1h')]),
    { rule: 'logic.timeoutHere', path: steps('timeout') },
  ],

  [
    'a wait for no duration',
    flow(['{ id: a, kind: wait, with: { for: soon } }']),
    { rule: 'logic.parameters', path: steps('with', 'for') },
  ],
  [
    'a wait until no time',
    flow(['{ id: a, kind: wait, with: { until: "tomorrow" } }']),
    { rule: 'logic.parameters', path: steps('with', 'until') },
  ],
  [
    'a wait that may last forever',
    flow(['{ id: a, kind: wait, with: { event: paid } }']),
    { rule: 'practice.waitForever', severity: 'info', path: steps('with', 'event') },
  ],
  [
    'a match over unknown names',
    flow([`{ id: a, kind: wait, with: { event: paid, for: 1d, match: 'evnt.data == 1' } }`]),
    { rule: 'logic.unknownName', path: steps('with', 'match') },
  ],
  [
    'a watch that trips on unknown names',
    flow([`{ id: a, kind: watch, with: { window: 1m, probe: { expression: '1' }, tripWhen: ['prob > 5%'] } }`]),
    { rule: 'logic.unknownName', path: steps('with', 'tripWhen', 0) },
  ],
  [
    'a probe that reads itself',
    flow([`{ id: a, kind: watch, with: { window: 1m, probe: { expression: 'probe' }, tripWhen: 'probe > 5' } }`]),
    { rule: 'logic.unknownName', path: steps('with', 'probe', 'expression') },
  ],
  [
    'too many probes',
    flow([
      `{ id: a, kind: watch, with: { every: 1s, window: 30d, probe: { expression: '1' }, tripWhen: 'probe > 5' } }`,
    ]),
    { rule: 'logic.parameters', path: steps('with', 'every') },
  ],
  [
    'a shared key over an unknown input',
    flow([sh('a')], 'concurrency: { key: "{{ inputs.nothing }}" }'),
    { rule: expect.stringMatching(/^logic\./), path: ['concurrency', 'key'] },
  ],
  [
    'a cache key over a later step',
    flow([sh('a', 'cache: { key: "{{ steps.b.output }}" }'), sh('b', 'needs: [a]')]),
    { rule: 'logic.notUpstream', path: steps('cache', 'key') },
  ],
])('finds %s', (_, source, expected) => {
  const all = findings(source);
  expect(all[0], JSON.stringify(all)).toMatchObject(expected);
  const told = all.filter(({ severity }) => severity !== 'info');
  expect(new Set(told.map(({ path }) => JSON.stringify(path))).size, JSON.stringify(all)).toBeLessThanOrEqual(1);
  for (const { fix, line } of all) expect([fix.length > 3, line !== undefined]).toEqual([true, true]);
});

test('knows the workflows of the workspace and what they ask for', () => {
  const inputs = { count: { type: 'integer' as const }, note: { type: 'string' as const, default: '' } };
  const known: Known = {
    secretNames: null,
    workflows: new Map([
      ['deploy', { slug: 'deploy', latest: 2, inputs, outputs: {} }],
      ['draft', { slug: 'draft', latest: 0, inputs: {}, outputs: {} }],
    ]),
  };
  const child = (given: string) =>
    findings(flow([`{ id: a, kind: workflow, with: { ${given} } }`]), known).map(({ rule, path }) => [
      rule,
      path?.slice(3).join('.'),
    ]);
  expect(child('workflow: deploy, input: { count: 3 }')).toEqual([]);
  expect(child('workflow: deploy, input: { count: "{{ inputs.list | size }}" }')).toEqual([]);
  expect(child('workflow: "{{ inputs.list[0] }}"')).toEqual([]);
  expect(child('workflow: delpoy')).toEqual([['logic.unknownWorkflow', 'workflow']]);
  expect(child('workflow: draft')).toEqual([['logic.unknownWorkflow', 'workflow']]);
  expect(child('workflow: deploy, version: 3, input: { count: 3 }')).toEqual([['logic.unknownWorkflow', 'version']]);
  expect(child('workflow: deploy, version: 1')).toEqual([]);
  expect(child('workflow: deploy')).toEqual([['logic.childInput', 'input']]);
  expect(child('workflow: deploy, input: { count: many }')).toEqual([['logic.childInput', 'input.count']]);
  expect(child('workflow: deploy, input: { count: 1, cuont: 2 }')).toEqual([['logic.childInput', 'input.cuont']]);
});

test('knows the channels of the workspace', () => {
  const known: Known = { secretNames: null, workflows: null, channelNames: new Set(['releases']) };
  const found = (text: string) => findings(text, known).map(({ rule, path, fix }) => [rule, path?.join('.'), fix]);
  const tell = (channel: string) => `{ id: a, kind: notify, with: { channel: ${channel}, subject: x } }`;
  const fix = expect.stringContaining('Settings → Channels');
  for (const there of ['releases', 'log', '"{{ inputs.list[0] }}"']) expect(found(flow([tell(there)]))).toEqual([]);
  expect(found(flow([tell('relaeses')]))).toEqual([
    ['logic.unknownChannel', 'steps.0.with.channel', expect.stringContaining('"releases"')],
  ]);
  const rule = 'rules: [{ name: r, when: steps.a.output.x > 1, then: { action: notify, channel: fax } }]';
  expect(found(flow([sh('a')], rule))).toEqual([['logic.unknownChannel', 'rules.0.then.channel', fix]]);
  expect(found(flow([sh('a')], 'onFailure: { notify: [{ channel: fax }] }'))).toEqual([
    ['logic.unknownChannel', 'onFailure.notify.0.channel', fix],
  ]);
});

test('finds edges that no fallback can lead along', () => {
  const watch = `{ id: w, kind: watch, with: { window: 1m, probe: { expression: '1' }, tripWhen: 'probe > 2', onTrip: outcome }, fallback: [{ kind: notify, with: { channel: log, subject: x } }] }`;
  const all = findings(
    flow([watch, sh('b', 'needs: [{ step: w, on: calm }]'), sh('c', 'needs: [{ step: w, on: tripped }]')]),
  );
  expect(all.map(({ rule, step }) => [rule, step])).toEqual([
    ['logic.fallbackOutcome', 'b'],
    ['logic.fallbackOutcome', 'c'],
  ]);
});
