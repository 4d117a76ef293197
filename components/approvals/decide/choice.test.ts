import { expect, test } from 'vitest';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { hasDecided, type OfferedAction } from './choice.ts';

const vote = (more: object) =>
  ({ actor: { id: 'me' }, action: 'approve', outcome: null, void: false, ...more }) as ApprovalView['votes'][number];
const offered = (action: string, outcome?: string) => ({ action, outcome }) as OfferedAction;

test('a decision is offered once to each member, unless the vote no longer stands', () => {
  expect(hasDecided([vote({})], 'me', offered('approve'))).toBe(true);
  expect(hasDecided([vote({})], 'you', offered('approve'))).toBe(false);
  expect(hasDecided([vote({ void: true })], 'me', offered('approve'))).toBe(false);
  expect(hasDecided([vote({})], 'me', offered('cancel'))).toBe(false);
  expect(hasDecided([vote({ action: 'outcome', outcome: 'ship' })], 'me', offered('outcome', 'hold'))).toBe(false);
  expect(hasDecided([vote({ action: 'modify' })], 'me', offered('modify'))).toBe(false);
});
