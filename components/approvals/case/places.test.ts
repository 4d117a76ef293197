import { expect, test } from 'vitest';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { placesOf } from './places.ts';

const view = (have: number, need: number, more: object = {}) =>
  ({ votes: [], quorum: { have, need }, policy: { quorum: need }, closed: null, ...more }) as unknown as ApprovalView;
const vote = (name: string, isVoid = false) => ({ actor: { name }, void: isVoid });

test('a quorum has as many places as signatures are needed', () => {
  expect(placesOf(view(1, 3, { votes: [vote('Ana')] })).map((place) => place.vote?.actor.name ?? null)).toEqual([
    'Ana',
    null,
    null,
  ]);
});

test('an empty place of a level says whose it is', () => {
  const levels = { quorum: { levels: [['team'], ['legal', 'cfo@example.org']] } };
  expect(placesOf(view(1, 2, { votes: [vote('Ana')], policy: levels })).at(-1)).toEqual({
    vote: null,
    whose: 'legal or cfo@example.org',
  });
});

test('votes for an earlier payload fill no place, and a closed case has no empty ones', () => {
  expect(placesOf(view(0, 1, { votes: [vote('Ana', true)] }))).toEqual([{ vote: null, whose: null }]);
  expect(placesOf(view(1, 2, { votes: [vote('Ana')], closed: {} }))).toHaveLength(1);
});
