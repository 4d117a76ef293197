import { expect, test } from 'vitest';
import type { GateGroup } from '#lib/contracts/approval.ts';
import { choicesFor, notMine, sendManyWords } from './choices.ts';

const group = (more: object) =>
  ({ actions: ['approve', 'modify', 'cancel'], outcomes: [], gates: [], ...more }) as unknown as GateGroup;

test('only what every case offers is offered, and nobody edits many at once', () => {
  expect(choicesFor([group({})]).map(({ action }) => action)).toEqual(['approve', 'cancel']);
  expect(choicesFor([group({}), group({ actions: ['cancel', 'skip'] })]).map(({ action }) => action)).toEqual([
    'cancel',
  ]);
  expect(choicesFor([group({ outcomes: ['ship', 'hold'] }), group({ outcomes: ['hold'] })])[0]?.outcome).toBe('hold');
});

test('whoever may only stop is told so for what lets through', () => {
  const gates = [
    { id: 'a', mine: { may: true, mayStop: true, signed: false } },
    { id: 'b', mine: { may: false, mayStop: true, signed: false } },
    { id: 'c', mine: { may: true, mayStop: true, signed: true } },
  ];
  const [approve, cancel] = choicesFor([group({ gates })]);
  expect(notMine([group({ gates })], approve!).map(({ id }) => id)).toEqual(['b', 'c']);
  expect(notMine([group({ gates })], cancel!).map(({ id }) => id)).toEqual(['c']);
});

test('the button says what it does to how many', () => {
  const [approve, cancel] = choicesFor([group({})]);
  expect([sendManyWords(approve!, 30), sendManyWords(cancel!, 1)]).toEqual(['Approve 30 cases', 'Cancel 1 run']);
});
