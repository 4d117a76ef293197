import { expect, test } from 'vitest';
import type { SealView } from '#lib/contracts/seal.ts';
import { gateMarks } from './gate-marks.ts';

const at = (second: number) => new Date(second * 1000).toISOString();
const seal = (given: Partial<SealView>): SealView => ({
  gate: 'g1',
  step: 'note',
  placement: 'after',
  action: 'approve',
  outcome: null,
  by: { kind: 'member', id: 'm1', name: 'Ines' },
  at: at(9),
  selfSigned: false,
  comment: null,
  expired: false,
  onBehalfOf: null,
  steppedUp: false,
  ...given,
});

test('calls and seals stand in the order of time, with whose right it was', () => {
  const marks = gateMarks({
    calls: [
      { what: 'opened', at: at(1) },
      { what: 'reminded', at: at(5) },
      { what: 'escalated', at: at(11) },
    ],
    seals: [seal({}), seal({ at: at(12), action: 'outcome', outcome: 'ship', onBehalfOf: { id: 'm2', name: 'Ada' } })],
  });
  expect(marks.map(({ text }) => text)).toEqual([
    'asked for a decision',
    'reminded',
    'approve, signed by Ines',
    'asked more people',
    'ship, signed by Ines for Ada',
  ]);
  expect(marks.map(({ seal: whose }) => whose)).toEqual([null, null, 'Ines', null, 'Ines']);
});

test('what closed by itself is nobody’s seal; a seal of an earlier run is no moment of this one', () => {
  const marks = gateMarks({
    calls: [],
    seals: [seal({ expired: true, action: 'cancel' }), seal({ from: { runId: 'r1', number: 3 } })],
  });
  expect(marks).toEqual([{ at: 9000, text: 'closed by itself', seal: null }]);
});
