import { describe, expect, it } from 'vitest';
import { kindCatalogue } from '#lib/steps/registry.ts';
import type { PolicyDemand } from '../../gate/spec.ts';
import { type Decider, type Workforce, workforceOf } from '../../gate/workforce.ts';
import { workflowSchema } from '../spec.ts';
import { findingsOf } from './findings-of.ts';
import { nothingKnown } from './known.ts';

const person = (id: string, groups: string[] = [], provable = true): Decider => ({
  id,
  email: `${id}@example.org`,
  groups,
  provable,
});

/** Ana wrote what is looked at. */
const deciders = [
  person('ana', ['release', 'makers']),
  person('ben', ['release']),
  person('cleo', ['leads'], false),
  person('dora'),
];
const groups = new Map([
  ['release', 2],
  ['makers', 1],
  ['leads', 1],
  ['empty', 0],
  ['watchers', 3],
]);

function workforce({
  demand,
  everywhere = false,
  ...more
}: Partial<Workforce> & { demand?: PolicyDemand; everywhere?: boolean } = {}) {
  return workforceOf({
    deciders,
    others: new Set(['vera@example.org']),
    groups,
    selfApproval: 'never',
    policies: demand ? [{ name: 'production', everywhere, demand }] : [],
    ...more,
  });
}

const gateOn = (gate: object, more: object = {}) => ({
  id: 'notes',
  kind: 'template',
  with: { template: 'x' },
  gate,
  ...more,
});

function found(steps: object[], given = workforce(), more: object = {}) {
  const workflow = workflowSchema.parse({ name: 'w', description: 'd', steps, ...more });
  return findingsOf(workflow, kindCatalogue, { ...nothingKnown, gates: { workforce: given, authors: ['ana'] } });
}
const about = (gate: object, given = workforce()) => found([gateOn(gate)], given);

describe('gates held against the people of the workspace', () => {
  it.each<[string, object]>([
    ['anyone', {}],
    ['a group', { reviewers: { groups: ['release'] }, quorum: 1 }],
    ['all of a group', { reviewers: { groups: ['release'] }, quorum: 'all' }],
    ['an address in other letters', { reviewers: { users: ['Ben@Example.org'] } }],
    ['as many as there are', { quorum: 3 }],
    ['levels that different people can fill', { quorum: { levels: [['release'], ['leads', 'ben@example.org']] } }],
    [
      'somebody who comes later',
      { reviewers: { users: ['ana@example.org'] }, escalate: { after: '1h', to: { groups: ['leads'] } } },
    ],
    ['whom an expression names', { reviewers: { expression: 'inputs' }, quorum: 9 }],
    ['an exclusion that leaves enough', { exclude: ['makers', 'vera@example.org'], quorum: 2 }],
    ['proof from those who have some', { stepUp: true, reviewers: { users: ['ben@example.org'] } }],
  ])('says nothing where it asks %s', (_, gate) => {
    expect(about(gate)).toEqual([]);
  });

  it.each<[string, object, object]>([
    [
      'a group that is not there',
      { reviewers: { groups: ['relaese', 'leads'] } },
      {
        rule: 'gate.unknownReviewer',
        path: ['steps', 0, 'gate', 'reviewers', 'groups', 0],
        fix: expect.stringContaining('"release"'),
      },
    ],
    [
      'somebody who is no member',
      { reviewers: { users: ['ben@example.org', 'who@example.org'] } },
      { rule: 'gate.unknownReviewer', message: 'who@example.org is no member of the workspace.' },
    ],
    [
      'somebody whose role decides nothing',
      { reviewers: { users: ['ben@example.org', 'Vera@example.org'] } },
      { rule: 'gate.unknownReviewer', message: 'The role of Vera@example.org does not decide gates.' },
    ],
    [
      'an unknown name in a level',
      { quorum: { levels: [['release', 'nobody'], ['leads']] } },
      { rule: 'gate.unknownReviewer', path: ['steps', 0, 'gate', 'quorum', 'levels', 0, 1] },
    ],
    [
      'an unknown name among the excluded',
      { exclude: ['nobody'] },
      { rule: 'gate.unknownReviewer', path: ['steps', 0, 'gate', 'exclude', 0] },
    ],
    [
      'an unknown name in an escalation',
      { escalate: [{ after: '1h', to: { groups: ['lead'] } }] },
      { rule: 'gate.unknownReviewer', path: ['steps', 0, 'gate', 'escalate', 0, 'to', 'groups', 0] },
    ],
    [
      'a group without members',
      { reviewers: { groups: ['empty', 'leads'] } },
      { rule: 'gate.emptyGroup', message: 'The group "empty" has no members.' },
    ],
    [
      'a group of people who do not decide',
      { reviewers: { groups: ['watchers', 'leads'] } },
      { rule: 'gate.emptyGroup', message: 'Nobody in the group "watchers" may decide gates.' },
    ],
    [
      'more signatures than people',
      { reviewers: { groups: ['release', 'leads'] }, quorum: 3 },
      {
        rule: 'gate.unmeetable',
        path: ['steps', 0, 'gate', 'quorum'],
        message: '3 signatures are asked for, but only 2 people can give one.',
      },
    ],
    [
      'more signatures than are left',
      { quorum: 3, exclude: ['leads'] },
      { rule: 'gate.unmeetable', message: '3 signatures are asked for, but only 2 people can give one.' },
    ],
    [
      'only its author',
      { reviewers: { users: ['ana@example.org'] } },
      {
        rule: 'gate.nobody',
        path: ['steps', 0, 'gate', 'reviewers'],
        message: expect.stringContaining('nobody may sign for themselves'),
      },
    ],
    [
      'only those whom it excludes',
      { reviewers: { groups: ['leads'] }, exclude: ['cleo@example.org'] },
      { rule: 'gate.nobody', path: ['steps', 0, 'gate', 'exclude'] },
    ],
    [
      'one person at two levels',
      { quorum: { levels: [['leads'], ['cleo@example.org'], ['release']] } },
      {
        rule: 'gate.levels',
        message: 'Levels 1 and 2 need a person each, but only cleo@example.org can sign there.',
      },
    ],
    [
      'a level at which only the author could sign',
      { quorum: { levels: [['makers'], ['leads']] } },
      { rule: 'gate.levels', message: 'Nobody can sign at level 1 (makers).' },
    ],
    [
      'a second reviewer where there is one',
      { reviewers: { users: ['ben@example.org'] }, secondReviewer: ['amount'] },
      { rule: 'gate.second', path: ['steps', 0, 'gate', 'secondReviewer'] },
    ],
    [
      'proof from somebody who has none',
      { reviewers: { users: ['cleo@example.org'] }, stepUp: true },
      { rule: 'gate.stepUp', path: ['steps', 0, 'gate', 'reviewers', 'users', 0] },
    ],
    [
      'a policy that is not there',
      { policy: 'prodution' },
      { rule: 'gate.unknownPolicy', severity: 'error', path: ['steps', 0, 'gate', 'policy'] },
    ],
  ])('finds %s', (_, gate, expected) => {
    expect(about(gate)).toMatchObject([{ step: 'notes', fix: expect.stringMatching(/\S/), ...expected }]);
  });

  it('lets authors sign with a mark where the workspace does, unless the gate says never', () => {
    const marked = workforce({ selfApproval: 'marked' });
    const own = { reviewers: { users: ['ana@example.org'] } };
    expect(about(own, marked)).toEqual([]);
    expect(about({ ...own, selfApproval: 'never' }, marked)).toMatchObject([{ rule: 'gate.nobody' }]);
  });

  it('counts with what the policies of the workspace make of the gate', () => {
    const demand = { reviewers: { groups: ['leads'] }, quorum: 2 };
    expect(about({ policy: 'production' }, workforce({ demand }))).toMatchObject([
      { rule: 'gate.unmeetable', path: ['steps', 0, 'gate', 'policy'] },
    ]);
    expect(about({}, workforce({ demand }))).toEqual([]);
    expect(about({}, workforce({ demand, everywhere: true }))).toMatchObject([{ rule: 'gate.unmeetable' }]);
  });

  it('tells what has no effect beside a policy', () => {
    const demand = { reviewers: { groups: ['release'] }, expire: { after: '1d', then: 'cancel' as const } };
    const gate = {
      policy: 'production',
      reviewers: { users: ['dora@example.org'] },
      escalate: { after: '1h', to: { groups: ['leads'] } },
      expire: { after: '2d', then: 'approve' },
    };
    expect(about(gate, workforce({ demand })).map(({ rule, path }) => [rule, path?.at(-1)])).toEqual([
      ['gate.policyHolds', 'reviewers'],
      ['gate.policyHolds', 'escalate'],
      ['gate.policyHolds', 'expire'],
    ]);
    expect(about({ policy: 'production' }, workforce({ demand }))).toEqual([]);
    const mild = workforce({ demand: { stepUp: true } });
    expect(about({ policy: 'production', expire: { after: '2d', then: 'approve' } }, mild)).toMatchObject([
      {
        rule: 'gate.policyHolds',
        message: expect.stringContaining('instead of approve'),
        path: ['steps', 0, 'gate', 'expire', 'then'],
      },
    ]);
    expect(
      about({ policy: 'production', actions: ['skip'] }, workforce({ demand: { mandatory: true } })),
    ).toMatchObject([{ rule: 'gate.noWayOn', severity: 'error' }]);
  });

  it('looks at gates in maps and handlers, at steps that are a gate, and at whom rules and failures ask', () => {
    const gate = { reviewers: { groups: ['nobody'] } };
    const map = { id: 'each', kind: 'map', with: { over: '{{ inputs.list }}', steps: [gateOn(gate)] } };
    const all = found([map, { id: 'alone', kind: 'gate' }], workforce({ deciders: [deciders[0]!] }), {
      inputs: { list: { type: 'array' } },
      rules: [{ name: 'r', when: 'steps.alone.status == "x"', then: { action: 'requireApproval', ...gate } }],
      onFailure: { escalate: { groups: ['nobody'] } },
    }).filter(({ category }) => category === 'gate');
    expect(all.map(({ rule, path }) => `${rule} ${path?.join('.')}`)).toEqual([
      'gate.nobody steps.1',
      'gate.unknownReviewer steps.0.with.steps.0.gate.reviewers.groups.0',
      'gate.nobody steps.0.with.steps.0.gate.reviewers',
      'gate.unknownReviewer rules.0.then.reviewers.groups.0',
      'gate.unknownReviewer onFailure.escalate.groups.0',
    ]);
  });

  it('reads the expression for the reviewers as any other', () => {
    const asks = (expression: string, more: object = {}) =>
      found([
        { id: 'a', kind: 'template', with: { template: 'x' } },
        gateOn({ reviewers: { expression } }, { needs: ['a'], ...more }),
      ]);
    const where = { path: ['steps', 1, 'gate', 'reviewers', 'expression'] };
    for (const right of ['steps.a.output.text', 'steps.notes.output.text', 'run.startedBy'])
      expect(asks(right)).toEqual([]);
    expect(asks('1 +')).toMatchObject([{ rule: 'logic.expression', ...where }]);
    expect(asks('steps.b.output')).toMatchObject([{ rule: 'logic.unknownName', ...where }]);
    expect(asks('inputs.owner')).toMatchObject([{ rule: 'logic.unknownName', ...where }]);
    const before = { gate: { placement: 'before', reviewers: { expression: 'steps.notes.output.text' } } };
    expect(asks('', before)).toMatchObject([{ rule: 'logic.notUpstream', ...where }]);
  });
});

describe('gates as time passes', () => {
  it.each<[string, object, object]>([
    [
      'a reminder after the end',
      { remind: ['1h', '3d'], expire: { after: '2d', then: 'cancel' } },
      { rule: 'gate.late', path: ['steps', 0, 'gate', 'remind'] },
    ],
    [
      'an escalation after the end',
      { escalate: { after: '2d', to: { groups: ['leads'] } }, expire: { after: '2d', then: 'cancel' } },
      { rule: 'gate.late', path: ['steps', 0, 'gate', 'escalate'] },
    ],
    ['a date that nothing follows', { due: '1d' }, { rule: 'gate.dueOnly', severity: 'info' }],
  ])('finds %s', (_, gate, expected) => {
    expect(about(gate)).toMatchObject([expected]);
  });

  it('finds an end that leads nowhere', () => {
    const ends = (on: string) => [
      { id: 'sign', kind: 'gate', gate: { outcomes: ['ship', 'rework'], expire: { after: '1d', then: 'rework' } } },
      { id: 'next', kind: 'template', with: { template: 'x' }, needs: [{ step: 'sign', on }] },
    ];
    const nowhere = (on: string) => found(ends(on)).filter(({ rule }) => rule === 'gate.expireNowhere');
    expect(nowhere('ship')).toMatchObject([{ step: 'sign', fix: expect.stringContaining('on: rework') }]);
    expect(nowhere('rework')).toEqual([]);
    expect(nowhere('always')).toEqual([]);
  });
});

it('judges a workflow of 1,000 gates in less than 20 ms', () => {
  const many = Array.from({ length: 1000 }, (_, index) => person(`p${index}`, [`g${index % 50}`]));
  const large = workforce({
    deciders: many,
    groups: new Map(Array.from({ length: 50 }, (_, index) => [`g${index}`, 20])),
    demand: { quorum: 2 },
    everywhere: true,
  });
  const steps = Array.from({ length: 1000 }, (_, index) => ({
    id: `s${index}`,
    kind: 'gate',
    gate: { reviewers: { groups: [`g${index % 50}`] }, exclude: [`p${index}@example.org`] },
  }));
  const workflow = workflowSchema.parse({ name: 'w', description: 'd', steps });
  const once = (gates: boolean) => {
    const began = process.cpuUsage();
    const known = gates ? { ...nothingKnown, gates: { workforce: large, authors: ['p1'] } } : nothingKnown;
    expect(findingsOf(workflow, kindCatalogue, known)).toEqual([]);
    return process.cpuUsage(began).user / 1000;
  };
  const times = Array.from({ length: 15 }, () => once(true) - once(false)).toSorted((a, b) => a - b);
  // Of the processor's time the least: what the machine does beside it is no part of the question.
  expect(times[0]).toBeLessThan(20);
});
