import type { Json } from '../workflow/json.ts';
import { runFormat } from './event.ts';
import { linkGraph } from './evolve/start.ts';
import type { RunState } from './state.ts';

/** The state as JSON: a disposable cache. Maps become lists of pairs, sets lists; the graph is linked anew on reading. */
export function toSnapshot(state: RunState): Json {
  const { stepSpecs: _, dependents: __, ...own } = state;
  return {
    ...own,
    steps: [...own.steps],
    gates: [...own.gates],
    ready: [...own.ready],
    unreachable: [...own.unreachable],
    gatesDue: [...own.gatesDue],
    active: [...own.active],
    openGates: [...own.openGates],
    retrying: [...own.retrying],
    retriers: pairs(own.retriers),
    editors: pairs(own.editors),
  } as unknown as Json;
}

/** The state again, or null when the snapshot is of another format: then fold the events. */
export function fromSnapshot(snapshot: Json): RunState | null {
  const raw = snapshot as unknown as Record<keyof RunState, never> & { format: number };
  if (raw === null || typeof raw !== 'object' || raw.format !== runFormat) return null;
  const own = raw as unknown as Omit<RunState, 'stepSpecs' | 'dependents'>;
  return {
    ...own,
    ...linkGraph(own.spec),
    // Younger than the format: snapshots from before do not have it.
    maxSteps: own.maxSteps ?? null,
    steps: new Map(raw.steps),
    gates: new Map(raw.gates),
    ready: new Set(raw.ready),
    unreachable: new Set(raw.unreachable),
    gatesDue: new Set(raw.gatesDue),
    active: new Set(raw.active),
    openGates: new Set(raw.openGates),
    retrying: new Set(raw.retrying),
    retriers: books(raw.retriers),
    editors: books(raw.editors),
  };
}

const pairs = (book: Map<string, Set<string>>): [string, string[]][] =>
  [...book].map(([step, members]) => [step, [...members]]);
const books = (list: [string, string[]][]) => new Map(list.map(([step, members]) => [step, new Set(members)]));
