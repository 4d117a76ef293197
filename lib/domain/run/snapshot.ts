import type { Json } from '../workflow/json.ts';
import { runFormat } from './event.ts';
import { ownSpec, specWithFallback } from './evolve/round.ts';
import { linkGraph, linkStep } from './evolve/start.ts';
import { instanceSpec, itemStep } from './item.ts';
import type { MapState, RunState } from './state.ts';

/** Raised with every change of the state's shape: older snapshots are then passed over. */
const snapshotShape = 10;

/** The state as JSON: a disposable cache. Maps become lists of pairs, sets lists; the graph is linked anew on reading. */
export function toSnapshot(state: RunState): Json {
  const { stepSpecs: _, dependents: __, ruleSteps: ___, rulesOf: ____, ...own } = state;
  return {
    ...own,
    shape: snapshotShape,
    steps: [...own.steps],
    gates: [...own.gates],
    ready: [...own.ready],
    unreachable: [...own.unreachable],
    gatesDue: [...own.gatesDue],
    active: [...own.active],
    openGates: [...own.openGates],
    retrying: [...own.retrying],
    suspended: [...own.suspended],
    rulesDue: [...own.rulesDue],
    holds: [...own.holds],
    added: [...own.added],
    maps: [...own.maps].map(([id, map]) => [id, { ...map, open: [...map.open], failed: [...map.failed] }]),
    rulesFired: [...own.rulesFired],
    retriers: pairs(own.retriers),
    editors: pairs(own.editors),
  } as unknown as Json;
}

/** The state again, or null when the snapshot is of another format or shape: then fold the events. */
export function fromSnapshot(snapshot: Json): RunState | null {
  const raw = snapshot as unknown as Record<keyof RunState, never> & { format: number; shape?: number };
  if (raw === null || typeof raw !== 'object' || raw.format !== runFormat || raw.shape !== snapshotShape) return null;
  const { shape: _, ...own } = raw as unknown as { shape: number } & Omit<RunState, keyof ReturnType<typeof linkGraph>>;
  const state: RunState = {
    ...own,
    ...linkGraph(own.spec),
    steps: new Map(raw.steps),
    gates: new Map(raw.gates),
    ready: new Set(raw.ready),
    unreachable: new Set(raw.unreachable),
    gatesDue: new Set(raw.gatesDue),
    active: new Set(raw.active),
    openGates: new Set(raw.openGates),
    retrying: new Set(raw.retrying),
    suspended: new Set(raw.suspended),
    rulesDue: new Set(raw.rulesDue),
    holds: new Set(raw.holds),
    added: new Map(raw.added),
    maps: new Map((raw.maps as StoredMap[]).map(([id, map]) => [id, liveMap(map)])),
    rulesFired: new Map(raw.rulesFired),
    retriers: books(raw.retriers),
    editors: books(raw.editors),
  };
  for (const { spec } of state.added.values()) linkStep(state, spec);
  if (state.maps.size > 0)
    for (const id of state.steps.keys()) if (itemStep(id)) linkStep(state, instanceSpec(state.spec, id)!);
  for (const [id, { fallback }] of state.steps)
    if (fallback > 0) state.stepSpecs.set(id, specWithFallback(ownSpec(state, id), fallback));
  return state;
}

type StoredMap = [string, Omit<MapState, 'open' | 'failed'> & { open: [number, number][]; failed: number[] }];
const liveMap = ({ open, failed, ...map }: StoredMap[1]): MapState => ({
  ...map,
  open: new Map(open),
  failed: new Set(failed),
});

const pairs = (book: Map<string, Set<string>>): [string, string[]][] =>
  [...book].map(([step, members]) => [step, [...members]]);
const books = (list: [string, string[]][]) => new Map(list.map(([step, members]) => [step, new Set(members)]));
