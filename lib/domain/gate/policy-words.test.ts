import { expect, test } from 'vitest';
import { plainPolicy } from './plain-policy.ts';
import { demandInWords, policyInWords } from './policy-words.ts';
import type { GatePolicy, PolicyDemand } from './spec.ts';

const plain: GatePolicy = { ...plainPolicy, placement: 'after', title: 'Right?' };
const fourEyes =
  'Whoever started the run, wrote the version, edited this or had it run again cannot let it pass, unless the workspace allows it with a mark.';
const words = (part: Partial<GatePolicy>) =>
  policyInWords({ ...plain, ...part }).filter(
    (sentence) => ![fourEyes, 'Everyone whose role may decide gates.', 'One decision is enough.'].includes(sentence),
  );

test('a gate that asks nothing in particular has three sentences', () => {
  expect(policyInWords(plain)).toEqual(['Everyone whose role may decide gates.', 'One decision is enough.', fourEyes]);
});

const parts: [Partial<GatePolicy>, string[]][] = [
  [
    { reviewers: { users: ['a@example.org'], groups: ['audit'], expression: 'inputs.owner' } },
    ['Decided by group audit, a@example.org or those that `inputs.owner` names.'],
  ],
  [{ quorum: 'all' }, ['All of them have to let it pass; one is enough to stop it.']],
  [{ quorum: 3 }, ['3 people have to let it pass; one is enough to stop it.']],
  [
    { quorum: { levels: [['dev', 'qa@example.org'], ['leads']] } },
    ['In this order: group dev or qa@example.org, then group leads; one is enough to stop it.'],
  ],
  [{ editable: [] }, ['Nothing may be edited.']],
  [{ editable: ['text', 'to'] }, ['Only text and to may be edited.']],
  [{ editable: ['text'], actions: ['approve'] }, []],
  [{ mandatory: true }, ['It cannot be skipped.']],
  [{ stepUp: true }, ['To let it pass, they give their password or a code again.']],
  [{ secondReviewer: ['amount'] }, ['An edit of amount takes effect only when somebody else approves it too.']],
  [{ exclude: ['interns'] }, ['Group interns can never let it pass.']],
  [{ remindMs: [3_600_000] }, ['Those who are asked and have not signed are reminded after 1h.']],
  [{ escalate: [{ afterMs: 60_000, to: ['leads'] }] }, ['Without a decision, it also asks group leads after 1m.']],
  [{ expireMs: 60_000, expireThen: 'skip' }, ['Without a decision after 1m, it is skipped.']],
  [{ quorum: 'all', atLeast: 2 }, ['All of them have to let it pass, and no fewer than 2; one is enough to stop it.']],
  [{ dueMs: 60_000 }, ['Due 1m after it opened.']],
  [{ named: 'four eyes' }, ['The policy “four eyes” of the workspace holds here.']],
  [
    {
      named: 'four eyes',
      heldBy: 'four eyes',
      reviewers: { users: [], groups: ['audit'], expression: null },
    },
    [
      'Decided by group audit.',
      'The policy “four eyes” of the workspace says who decides; nobody can be put in their place.',
    ],
  ],
  [{ named: 'gone', heldBy: 'gone' }, ['Nobody can decide here: the workspace has no policy “gone” any more.']],
];

test.each(parts)('%j is told', (part, sentences) => {
  expect(words(part)).toEqual(sentences);
});

test('the strictest rule of four eyes takes the place of the usual one', () => {
  expect(policyInWords({ ...plain, selfApproval: 'never' }).slice(2)).toEqual([
    'Whoever started, wrote, edited or retried it can never let it pass.',
  ]);
});

const demands: [PolicyDemand, string[]][] = [
  [{}, ['It demands nothing.']],
  [{ quorum: 1 }, ['One decision is enough.']],
  [
    {
      reviewers: { groups: ['audit'] },
      quorum: 2,
      actions: ['approve', 'skip', 'cancel'],
      mandatory: true,
      due: '4h',
      expire: { after: '1d', then: 'cancel' },
    },
    [
      'Decided by group audit.',
      '2 people have to let it pass; one is enough to stop it.',
      'Of the actions only approve or cancel run may be offered.',
      'It cannot be skipped.',
      'Without a decision after 1d, the run is cancelled.',
      'Due at the latest 4h after it opened.',
    ],
  ],
];

test.each(demands)('what a policy of the workspace demands is told: %j', (demand, sentences) => {
  expect(demandInWords(demand)).toEqual(sentences);
});
