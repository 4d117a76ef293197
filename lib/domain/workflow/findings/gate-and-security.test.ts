import { describe, expect, it } from 'vitest';
import { parseWorkflowText } from '../yaml.ts';
import { findings, flow, kinds, rulesOf, sh } from './example-workflows.ts';
import { findingsOf } from './findings-of.ts';
import { nothingKnown } from './known.ts';

const password = 'inputs: { password: { type: string, sensitive: true } }\n';

describe('findings on gates, security and practice', () => {
  it.each<[string, string, object]>([
    ['two gates at one place', flow(sh('a', 'gate: [{}, { placement: after }]')), { rule: 'gate.duplicate' }],
    ['a gate that cannot stand there', flow(sh('a', 'gate: { placement: alone }')), { rule: 'gate.placement' }],
    ['a gate without a way on', flow(sh('a', 'gate: { actions: [cancel, retry] }')), { rule: 'gate.noWayOn' }],
    ['a form that is none', flow(sh('a', 'gate: { form: { type: string } }')), { rule: 'gate.form' }],
    [
      'a form requiring what it lacks',
      flow(sh('a', 'gate: { form: { type: object, properties: {}, required: [x] } }')),
      { rule: 'gate.form' },
    ],
    ['outcomes on the wrong gate', flow(sh('a', 'gate: { outcomes: [x] }')), { rule: 'gate.outcomes' }],
    ['empty outcomes', flow('  - { id: a, kind: gate, gate: { outcomes: [] } }'), { rule: 'gate.outcomes' }],
    [
      'an ending that is not offered',
      flow(sh('a', 'gate: { expire: { after: 1h, then: explode } }')),
      { rule: 'gate.expire', fix: 'Use approve or skip or cancel.' },
    ],
    [
      'automatic approval of a mandatory gate',
      flow(sh('a', 'gate: { mandatory: true, expire: { after: 1h, then: approve } }')),
      { rule: 'gate.expire' },
    ],
    [
      'more signatures than reviewers',
      flow(sh('a', 'gate: { reviewers: { users: [a@example.org] }, quorum: 2 }')),
      { rule: 'gate.quorum' },
    ],
    [
      'due after the end',
      flow(sh('a', 'gate: { due: 2d, expire: { after: 1d, then: cancel } }')),
      { rule: 'gate.due' },
    ],
    [
      'a comment for what is not offered',
      flow(sh('a', 'gate: { actions: [approve], commentRequired: [skip] }')),
      { rule: 'gate.comment' },
    ],
    [
      'a value spliced into a command',
      flow('  - { id: a, kind: shell, with: { run: "echo {{ inputs.x }}" } }'),
      { rule: 'security.shellTemplate', severity: 'error', fix: expect.stringContaining('env:') },
    ],
    [
      'a password',
      flow('  - { id: a, kind: shell, with: { run: x, env: { DB_PASSWORD: hunter22 } } }'),
      { rule: 'security.plainSecret' },
    ],
    [
      'a key by its shape',
      flow('  - { id: a, kind: template, with: { template: "AKIAABCDEFGHIJKLMNOP" } }'),
      { rule: 'security.plainSecret' },
    ],
    [
      'a secret where it would be seen',
      flow('  - { id: a, kind: template, with: { template: "{{ secrets.t }}" } }'),
      { rule: 'security.secretsHere' },
    ],
    [
      'a secret that is changed on the way',
      flow('  - { id: a, kind: shell, with: { run: x, env: { T: "{{ secrets.t | upcase }}" } } }'),
      { rule: 'security.secretForm', path: ['steps', 0, 'with', 'env', 'T'] },
    ],
    [
      'a secret that a tag reads',
      flow('  - { id: a, kind: shell, with: { run: x, env: { T: "{% if secrets.t %}a{% endif %}" } } }'),
      { rule: 'security.secretForm' },
    ],
    [
      'a sensitive input that is changed on the way',
      `${password}${flow('  - { id: a, kind: shell, with: { run: x, env: { T: "{{ inputs.password | upcase }}" } } }')}`,
      { rule: 'security.secretForm' },
    ],
    [
      'a sensitive input where it would be seen',
      `${password}${flow('  - { id: a, kind: template, with: { template: "{{ inputs.password }}" } }')}`,
      { rule: 'security.sensitiveHere', path: ['steps', 0, 'with', 'template'] },
    ],
    [
      'a condition on a sensitive input',
      `${password}${flow('  - { id: a, kind: gate, when: "inputs.password == \'a\'" }')}`,
      { rule: 'security.sensitiveHere' },
    ],
    [
      'a sensitive input among the outputs',
      `${password}${flow(sh('a'))}outputs: { p: "{{ inputs.password }}" }\n`,
      { rule: 'security.sensitiveHere', message: expect.stringContaining('outputs') },
    ],
    [
      'a sensitive input that is no text',
      `inputs: { n: { type: number, sensitive: true } }\n${flow(sh('a'))}`,
      { rule: 'logic.inputDefault' },
    ],
    [
      'a sensitive input with a default',
      `inputs: { n: { type: string, sensitive: true, default: "" } }\n${flow(sh('a'))}`,
      { rule: 'security.sensitiveDefault' },
    ],
    [
      'piping the network into a shell',
      flow('  - { id: a, kind: shell, with: { run: "curl -s https://example.org/x | sh" } }'),
      { rule: 'security.riskyCommand' },
    ],
    [
      'deleting everything',
      flow('  - { id: a, kind: shell, with: { run: "rm -rf /" } }'),
      { rule: 'security.riskyCommand' },
    ],
    [
      'the administrator',
      flow('  - { id: a, kind: shell, with: { run: "sudo ls" } }'),
      { rule: 'security.riskyCommand' },
    ],
    ['no description', 'name: a\nsteps: [{ id: a, kind: gate }]', { rule: 'practice.description', severity: 'info' }],
  ])('finds %s', (_, text, expected) => {
    const all = findings(text);
    expect(all[0]).toMatchObject(expected);
    const places = new Set(all.filter((item) => item.severity !== 'info').map((item) => JSON.stringify(item.path)));
    expect(places.size, JSON.stringify(all)).toBeLessThanOrEqual(1);
    expect(all[0]?.fix).toMatch(/\S/);
  });

  it('lets sealed values stand where they are kept hidden, and knows the names there are', () => {
    const text = `${password}${flow('  - { id: a, kind: shell, with: { run: x, env: { A: "Bearer {{ secrets.TOKEN }}", B: "{{ inputs.password }}" } } }')}`;
    expect(rulesOf(text)).toEqual([]);
    const { workflow } = parseWorkflowText(text);
    expect(findingsOf(workflow!, kinds, { ...nothingKnown, secretNames: new Set(['TOKEN']) })).toEqual([]);
    expect(findingsOf(workflow!, kinds, { ...nothingKnown, secretNames: new Set(['TOKENS']) })).toMatchObject([
      { rule: 'security.unknownSecret', severity: 'warning', fix: expect.stringContaining('"TOKENS"') },
    ]);
  });

  it('leaves to the run what a template will fill in', () => {
    expect(
      rulesOf(
        `${flow('  - { id: a, kind: shell, with: { run: x, count: "{{ inputs.n }}" } }')}inputs: { n: { type: number } }`,
      ),
    ).toEqual([]);
    expect(
      findings(flow('  - { id: a, kind: shell, with: { run: "docker ps --format \'{{.Names}}\'" } }')).every(
        (item) => item.severity === 'info',
      ),
    ).toBe(true);
  });

  it('ordinary commands are not risky', () => {
    for (const run of [
      'rm -rf ./build',
      'rm -r "$DIR/build"',
      'curl -o x https://example.org',
      'git push --force-with-lease',
      'pseudo x',
      'chmod 755 x',
    ])
      expect(rulesOf(flow(`  - { id: a, kind: shell, with: { run: ${JSON.stringify(run)} } }`)), run).toEqual([]);
  });
});
