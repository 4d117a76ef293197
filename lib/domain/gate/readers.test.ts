import { describe, expect, test } from 'vitest';
import type { GateBook } from './book.ts';
import { plainPolicy } from './plain-policy.ts';
import { type Reader, readersOf } from './readers.ts';
import type { GatePolicy } from './spec.ts';

const policy: GatePolicy = { ...plainPolicy, placement: 'before', title: 'x' };

const reader = (id: string, more: Partial<Reader> = {}): Reader => ({
  id,
  name: id,
  email: `${id}@example.org`,
  groups: [],
  decides: true,
  delegators: [],
  ...more,
});
const release = { groups: ['release'] };
const people = [
  reader('a', release),
  reader('b', release),
  reader('c'),
  reader('lead', { groups: ['leads'] }),
  reader('viewer', { ...release, decides: false }),
];
const book = (more: Partial<GateBook> = {}): GateBook => ({
  policy,
  asked: ['release'],
  escalatedTo: [],
  excluded: [],
  votes: [],
  secondFor: null,
  closed: false,
  ...more,
});
const startedBy = { kind: 'member', id: 'c', name: 'c' } as const;
const ids = (about: Parameters<typeof readersOf>[0]['about'], given: Partial<GateBook> = {}, more: object = {}) =>
  readersOf({ about, nth: 1 }, { book: book(given), startedBy, closed: null, ...more }, people, 'marked').map(
    ({ id }) => id,
  );
const vote = { name: 'a', action: 'approve', outcome: null, selfSigned: false, level: null, at: 0 } as const;

describe('who is written to', () => {
  test('those of the group who may sign', () => expect(ids('opened')).toEqual(['a', 'b']));
  test('an address is one of the asked, whatever its letters', () =>
    expect(ids('opened', { asked: ['C@Example.org'] })).toEqual(['c']));
  test('nobody by name where everybody is asked', () => expect(ids('opened', { asked: null })).toEqual([]));
  test('nobody whom four eyes exclude, even where they could sign with a mark', () =>
    expect(ids('opened', { excluded: [{ id: 'a', why: 'author' }] })).toEqual(['b']));
  test('nobody who has signed', () =>
    expect(ids('reminded', { votes: [{ id: 'a', for: null, ...vote }] })).toEqual(['b']));
  test('nobody for whom somebody else has signed', () =>
    expect(ids('reminded', { votes: [{ id: 'c', for: 'a', ...vote }] })).toEqual(['b']));
  test('nobody of a gate that closed meanwhile', () =>
    expect(ids('reminded', { closed: true }, { closed: { by: startedBy } })).toEqual([]));
  test('only those newly asked when it is escalated', () => {
    const escalating = { ...policy, escalate: [{ afterMs: 1, to: ['leads'] }] };
    expect(ids('escalated', { policy: escalating, escalatedTo: ['leads'] })).toEqual(['lead']);
    expect(ids('reminded', { policy: escalating, escalatedTo: ['leads'] })).toEqual(['a', 'b', 'lead']);
  });
  test('whoever stands in for one of the asked', () => {
    const giver = { id: 'a', name: 'a', email: 'a@example.org', groups: ['release'] };
    const standIn = reader('taker', { delegators: [giver] });
    const told = { book: book(), startedBy, closed: null };
    expect(readersOf({ about: 'opened', nth: 1 }, told, [standIn], 'never')).toEqual([standIn]);
  });
  test('who started the run, when somebody else decided', () => {
    const by = { kind: 'member', id: 'a', name: 'a' };
    expect(ids('closed', { closed: true }, { closed: { by } })).toEqual(['c']);
    expect(ids('closed', { closed: true }, { closed: { by: startedBy } })).toEqual([]);
  });
});
