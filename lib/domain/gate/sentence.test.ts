import { expect, test } from 'vitest';
import { gateSentence } from './sentence.ts';

const notes = { name: 'notes', kind: 'template' };

test('a gate without anything set reads as what the defaults mean', () => {
  expect(gateSentence({}, notes)).toBe(
    'After notes, anyone who may decide must let its output pass; they may edit it, have it run again, drop the result or cancel the run.',
  );
});

test('reviewers, quorum, editable fields, form, comments and times are all told', () => {
  expect(
    gateSentence(
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
      notes,
    ),
  ).toBe(
    'Before notes runs, 2 of group release and reviewer@example.org must let its input pass within 1d; they may edit text, have its input made anew, skip it or cancel the run; they fill in ticket; a comment is required to skip or cancel run; without a decision after 2d, the run is cancelled.',
  );
});

test('a gate that stands alone with outcomes asks to choose one', () => {
  expect(
    gateSentence(
      {
        reviewers: { users: ['reviewer@example.org'] },
        outcomes: ['ship', 'rework'],
        mandatory: true,
        actions: ['cancel'],
      },
      { name: 'sign', kind: 'gate' },
    ),
  ).toBe('At sign, reviewer@example.org must choose ship or rework; they may cancel the run; it cannot be skipped.');
});

test('levels are told in their order', () => {
  expect(gateSentence({ quorum: { levels: [['dev', 'qa'], ['leads']] } }, notes)).toContain(
    'first dev or qa, then leads must let its output pass',
  );
});

test('a gate after a failure offers to accept it or to enter a result', () => {
  expect(gateSentence({ placement: 'onFailure', actions: ['approve', 'modify'] }, notes)).toBe(
    'When notes fails, anyone who may decide must say what happens next; they may accept the failure or enter a result instead.',
  );
});

test('a gate that is not complete yet says what is wrong instead of guessing', () => {
  expect(gateSentence({ due: 'soon' }, notes)).toMatch(/^This gate is not complete: due must be a duration/);
  expect(gateSentence('x', notes)).toMatch(/^This gate is not complete/);
});
