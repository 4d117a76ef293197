import { expect, test } from 'vitest';
import { heldAt, heldWords, overruledWords } from './held.ts';

const policies = [
  { name: 'house', everywhere: true, demand: { stepUp: true, commentRequired: ['cancel' as const] } },
  {
    name: 'four eyes',
    everywhere: false,
    demand: { reviewers: { groups: ['audit'] }, actions: ['approve' as const, 'skip' as const], mandatory: true },
  },
];

test('what holds everywhere holds at a gate that names no policy', () => {
  const held = heldAt(undefined, policies);
  expect(held.policies.map(({ name }) => name)).toEqual(['house']);
  expect(held.by).toEqual({ stepUp: 'house' });
  expect(held.commented).toEqual({ cancel: 'house' });
  expect(heldWords(held, 'stepUp')).toBe('The policy “house” of the workspace says so.');
  expect(heldWords(held, 'reviewers')).toBeUndefined();
});

test('the named one holds whom it names, what they may do, and what follows when they do not', () => {
  const held = heldAt('four eyes', policies);
  expect(held.by).toEqual({ stepUp: 'house', reviewers: 'four eyes', escalate: 'four eyes', mandatory: 'four eyes' });
  expect(overruledWords(held, 'escalate')).toBe(
    'The policy “four eyes” of the workspace decides this; what stands here has no effect.',
  );
  expect(held.barred).toEqual({
    modify: 'four eyes',
    retry: 'four eyes',
    skip: 'four eyes',
    cancel: 'four eyes',
  });
});

test('levels say who signs as well; a number only how many', () => {
  const of = (quorum: 2 | { levels: string[][] }) =>
    heldAt('q', [{ name: 'q', everywhere: false, demand: { quorum } }]).by;
  expect(of(2)).toEqual({});
  expect(of({ levels: [['a']] })).toEqual({ reviewers: 'q', escalate: 'q', quorum: 'q' });
});
