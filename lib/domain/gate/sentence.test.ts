import { describe, expect, test } from 'vitest';
import { gateSentence } from './sentence.ts';
import type { NamedPolicy } from './strengthen.ts';

const notes = { name: 'notes', kind: 'template' };
const alone = { name: 'sign', kind: 'gate' };
const rest = 'they may edit it, have it run again, drop the result or cancel the run';
const passes = 'must let its output pass';

const release = { reviewers: { groups: ['release'] } };
const cases: [name: string, gate: unknown, sentence: string][] = [
  ['nothing set', {}, `After notes, anyone who may decide ${passes}; ${rest}.`],
  ['one person', { reviewers: { users: ['a@example.org'] } }, `After notes, a@example.org ${passes}; ${rest}.`],
  ['several without names', { quorum: 2 }, `After notes, 2 people who may decide ${passes}; ${rest}.`],
  ['everybody', { quorum: 'all' }, `After notes, everyone who may decide ${passes}; ${rest}.`],
  ['all of those named', { ...release, quorum: 'all' }, `After notes, all of group release ${passes}; ${rest}.`],
  [
    'an expression alone',
    { reviewers: { expression: 'inputs.owner' } },
    `After notes, one of those that \`inputs.owner\` names ${passes}; ${rest}.`,
  ],
  [
    'an expression beside names, on one line and cut',
    { reviewers: { groups: ['release'], expression: `inputs.owners\n  .filter(o, ${'x'.repeat(90)})` }, quorum: 2 },
    `After notes, 2 of group release and those that \`inputs.owners .filter(o, ${'x'.repeat(55)}…\` names ${passes}; ${rest}.`,
  ],
  [
    'levels in their order',
    { quorum: { levels: [['dev', 'qa'], ['lead@example.org']] } },
    `After notes, first group dev or group qa, then lead@example.org ${passes}; ${rest}.`,
  ],
  [
    'levels among those named',
    { ...release, quorum: { levels: [['dev']] } },
    `After notes, first group dev, each of them also among group release, ${passes}; ${rest}.`,
  ],
  [
    'editable fields, form, comments and times before a step',
    {
      placement: 'before',
      reviewers: { groups: ['release'], users: ['reviewer@example.org'] },
      quorum: 2,
      editable: ['text'],
      form: { type: 'object', properties: { ticket: { type: 'string' } } },
      commentRequired: ['skip', 'cancel'],
      due: 86_400,
      expire: { after: '48h', then: 'cancel' },
    },
    'Before notes runs, 2 of group release and reviewer@example.org must let its input pass within 1d; they may edit text, have its input made anew, skip it or cancel the run; they fill in ticket; a comment is required to skip or cancel run; without a decision after 2d, the run is cancelled.',
  ],
  [
    'a comment for what is not offered is not told',
    { actions: ['approve'], commentRequired: ['skip'] },
    `After notes, anyone who may decide ${passes}; they may do nothing else.`,
  ],
  [
    'only edited',
    { actions: ['modify'] },
    `After notes, anyone who may decide ${passes}; they may edit it; it can pass only when it is edited.`,
  ],
  [
    'no way to let it pass but skipping',
    { actions: ['skip', 'cancel'] },
    'After notes, anyone who may decide must say what happens next; they may drop the result or cancel the run.',
  ],
  [
    'exclude, step-up, second reviewer and nobody of their own',
    {
      exclude: ['interns', 'x@example.org'],
      stepUp: true,
      secondReviewer: ['amount', 'to.iban'],
      selfApproval: 'never',
    },
    `After notes, anyone who may decide ${passes}; ${rest}; to let it pass, they give their password or a code again; an edit of amount or to.iban takes effect only when somebody else approves it too; group interns and x@example.org can never let it pass; whoever started, wrote, edited or retried it can never let it pass.`,
  ],
  [
    'a second reviewer where nothing can be edited is not told',
    { actions: ['approve', 'cancel'], secondReviewer: ['amount'] },
    `After notes, anyone who may decide ${passes}; they may cancel the run.`,
  ],
  [
    'reminders and an escalation chain',
    {
      remind: ['4h', '2h'],
      escalate: [
        { after: '1d', to: { users: ['boss@example.org'], groups: ['board'] } },
        { after: '8h', to: { groups: ['leads'] } },
      ],
    },
    `After notes, anyone who may decide ${passes}; ${rest}; those who are asked and have not signed are reminded after 2h and 4h; without a decision, it also asks group leads after 8h, then group board and boss@example.org after 1d.`,
  ],
  [
    'what would come after the end is not told',
    {
      remind: ['1h', '3h'],
      escalate: { after: '2h', to: { groups: ['leads'] } },
      expire: { after: '2h', then: 'approve' },
    },
    `After notes, anyone who may decide ${passes}; ${rest}; those who are asked and have not signed are reminded after 1h; without a decision after 2h, it is approved by itself.`,
  ],
  [
    'a rerun',
    { reuse: true },
    `After notes, anyone who may decide ${passes}; ${rest}; in a rerun, signatures on exactly the same count again, but for one of whoever reruns it.`,
  ],
  [
    'after a failure',
    { placement: 'onFailure', actions: ['approve', 'modify'] },
    'When notes fails, anyone who may decide must say what happens next; they may accept the failure or enter a result instead.',
  ],
  [
    'a policy that is not known here',
    { policy: 'four eyes' },
    `After notes, anyone who may decide ${passes}; ${rest}; what the policy “four eyes” of the workspace demands holds here too.`,
  ],
];

test.each(cases)('reads back a gate: %s', (_, gate, sentence) => {
  expect(gateSentence(gate, notes)).toBe(sentence);
});

test('a gate that stands alone with outcomes asks to choose one, also when time is up', () => {
  const gate = {
    reviewers: { users: ['reviewer@example.org'] },
    outcomes: ['ship', 'rework'],
    mandatory: true,
    actions: ['cancel'],
    expire: { after: '1h', then: 'rework' },
  };
  expect(gateSentence(gate, alone)).toBe(
    'At sign, reviewer@example.org must choose ship or rework; they may cancel the run; it cannot be skipped; without a decision after 1h, “rework” is chosen.',
  );
  expect(gateSentence({ actions: ['approve'] }, alone)).toBe(
    'At sign, anyone who may decide must let the run go on; they may do nothing else.',
  );
});

test('a gate that is not complete yet says what is wrong instead of guessing', () => {
  expect(gateSentence({ due: 'soon' }, notes)).toMatch(/^This gate is not complete: due must be a duration/);
  expect(gateSentence({ escalate: { after: '1h' } }, notes)).toMatch(/^This gate is not complete: escalate/);
  expect(gateSentence('x', notes)).toMatch(/^This gate is not complete/);
});

describe('with the policies of the workspace', () => {
  const policies: NamedPolicy[] = [
    { name: 'house', everywhere: true, demand: { stepUp: true } },
    {
      name: 'four eyes',
      everywhere: false,
      demand: { reviewers: { groups: ['audit'] }, quorum: 2, mandatory: true, actions: ['approve', 'cancel'] },
    },
  ];

  test('one that holds everywhere is read into every gate', () => {
    expect(gateSentence({}, notes, policies)).toBe(
      `After notes, anyone who may decide ${passes}; ${rest}; to let it pass, they give their password or a code again; the policy “house” of the workspace is kept.`,
    );
  });

  test('the sentence tells what holds once the named one is kept, not what the author wrote', () => {
    expect(
      gateSentence({ ...release, policy: 'four eyes', expire: { after: '1h', then: 'skip' } }, notes, policies),
    ).toBe(
      `After notes, 2 of group audit ${passes}; they may cancel the run; it cannot be skipped; to let it pass, they give their password or a code again; without a decision after 1h, the run is cancelled; the policies “house” and “four eyes” of the workspace are kept.`,
    );
  });

  test('all of them and a number of people is told as both', () => {
    const two: NamedPolicy[] = [{ name: 'two', everywhere: true, demand: { quorum: 2 } }];
    expect(gateSentence({ ...release, quorum: 'all' }, notes, two)).toContain(
      `all of group release, and no fewer than 2, ${passes}`,
    );
    const levels: NamedPolicy[] = [
      { name: 'in order', everywhere: true, demand: { quorum: { levels: [['dev'], ['leads']] } } },
    ];
    expect(gateSentence({}, notes, levels)).toContain(`first group dev, then group leads ${passes}`);
  });

  test('one that is not there leaves nobody to decide, and says so', () => {
    expect(gateSentence({ policy: 'gone', expire: { after: '1h', then: 'approve' } }, notes, [])).toBe(
      `After notes, nobody can let its output pass; it cannot be skipped; whoever started, wrote, edited or retried it can never let it pass; without a decision after 1h, the run is cancelled; the workspace has no policy “gone”, so that nobody can decide here.`,
    );
  });
});
