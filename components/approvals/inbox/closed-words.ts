import type { ApprovalSummary } from '#lib/contracts/approval.ts';
import { type GateAction, gateActions } from '#lib/domain/gate/spec.ts';

type Closed = NonNullable<ApprovalSummary['closed']>;

/** "approved", "chose “ship”", "withdrawn": how a gate ended, without by whom. */
export function closedWords({ action, outcome }: Pick<Closed, 'action' | 'outcome'>): string {
  if (action === 'void') return 'withdrawn';
  if (outcome) return `chose “${outcome}”`;
  return action in gateActions ? gateActions[action as GateAction].past : action;
}

/** The whole end as a sentence: "Ana approved it.", "Nobody decided in time; it was skipped." */
export function closedSentence(closed: Closed): string {
  if (closed.action === 'void') return `${closed.by.name} withdrew it: the question no longer stands.`;
  if (closed.expired) return `Nobody decided in time; it closed by itself (${closedWords(closed)}).`;
  const words = {
    approve: 'approved it',
    modify: 'approved it with changes',
    retry: 'sent it back',
    skip: 'skipped it',
    cancel: 'cancelled the run',
    outcome: `chose “${closed.outcome ?? ''}”`,
  } as const satisfies Record<GateAction, string>;
  const how = closed.action in words ? words[closed.action as GateAction] : closedWords(closed);
  return `${closed.by.name} ${how}.`;
}
