import { expect, test } from 'vitest';
import { type InboxFilter, inboxParameters, inboxQuery } from './inbox-filter.ts';

const filter = (given: Partial<InboxFilter>) =>
  ({ ...Object.fromEntries(inboxParameters.map((name) => [name, ''])), ...given }) as InboxFilter;

test('without parameters it asks for what waits for oneself', () => {
  expect(inboxQuery(filter({}))).toEqual({ mine: 1, status: 'open' });
  expect(inboxQuery(filter({ tab: 'nonsense' }))).toEqual({ mine: 1, status: 'open' });
});

test('open or closed is the choice of the list of all alone', () => {
  expect(inboxQuery(filter({ tab: 'all' }))).toEqual({ status: 'open' });
  expect(inboxQuery(filter({ tab: 'all', status: 'closed' }))).toEqual({ status: 'closed' });
  expect(inboxQuery(filter({ tab: 'groups', status: 'closed' }))).toEqual({ groups: 1, status: 'open' });
});

test('what the API would refuse is left out of the question', () => {
  expect(inboxQuery(filter({ due: 'someday', placement: 'after', sort: 'sideways', q: 'note' }))).toEqual({
    mine: 1,
    status: 'open',
    placement: 'after',
    q: 'note',
  });
});
