import { expect, test } from 'vitest';
import type { BellItem } from '#lib/contracts/bell.ts';
import { newlyAsking } from './told.ts';

const item = (id: string, more: Partial<BellItem> = {}): BellItem => ({
  id,
  kind: 'asked',
  gateId: id,
  title: id,
  workflowName: 'w',
  runNumber: 1,
  by: null,
  text: null,
  at: '2030-01-01T00:00:00.000Z',
  seen: false,
  ...more,
});

test('only what came while the page was open, asks and is unseen interrupts anybody', () => {
  const items = [item('new'), item('question', { kind: 'question' }), item('known'), item('seen', { seen: true })];
  const all = [...items, item('decided', { kind: 'decided' })];
  expect(newlyAsking(all, new Set(['known'])).map(({ id }) => id)).toEqual(['question', 'new']);
  expect(newlyAsking(all, null)).toEqual([]);
});
