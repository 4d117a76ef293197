import { bookOf, type GateBook } from '#lib/domain/gate/book.ts';
import { whom } from '#lib/domain/gate/eligibility.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import type { GateState, RunState } from '#lib/domain/run/state.ts';

const touching: ReadonlySet<string> = new Set([
  'gate.opened',
  'gate.voted',
  'gate.closed',
  'gate.reused',
  'gate.reminded',
  'gate.escalated',
  'gate.reassigned',
]);

/** Gates that these events opened, voted on or closed, as they are after the last one. */
export function touchedGates(state: RunState, events: readonly RunEvent[]): GateState[] {
  const ids = new Set<string>();
  for (const event of events) {
    if (touching.has(event.type)) ids.add((event.data as { gate: string }).gate);
  }
  return [...ids].flatMap((id) => state.gates.get(id) ?? []);
}

/** What `gate` keeps of one gate, in the order of the flush's columns; times in Unix milliseconds. */
export function gateColumns(state: RunState, gate: GateState) {
  const { policy, ...book } = bookOf(state, gate);
  return {
    id: gate.id,
    stepId: gate.step,
    placement: gate.placement,
    attempt: gate.attempt,
    title: policy.title,
    status: gate.closed ? 'closed' : 'open',
    digest: gate.digest,
    payload: gate.payload,
    policy,
    openedAt: gate.openedAt,
    dueAt: gate.dueAt,
    expiresAt: gate.expiresAt,
    closedAt: gate.closed?.at ?? null,
    closedBy: gate.closed?.by ?? null,
    action: gate.closed?.action ?? null,
    outcome: gate.closed?.outcome ?? null,
    expired: gate.closed?.expired ?? false,
    book,
    asks: asksOf({ ...book, policy }),
    excluded: book.excluded.map(({ id }) => id),
    signed: book.votes.flatMap(({ id }) => id ?? []),
    runNumber: state.number,
    workflowName: state.workflowName,
    stepName: state.stepSpecs.get(gate.step)?.name ?? gate.step,
    startedBy: state.actor,
  };
}

/** Whom it waits for as lists compare it, addresses in small letters; null: everyone who may decide. */
function asksOf(book: GateBook): string[] | null {
  const asks = whom(book);
  return asks.length === 0 && book.asked === null
    ? null
    : asks.map((name) => (name.includes('@') ? name.toLowerCase() : name));
}
