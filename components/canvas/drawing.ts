import { type GatePlacement, gatePlacements } from '#lib/domain/gate/placement.ts';
import { edgeResults } from '#lib/domain/workflow/edge-result.ts';

/** What a step looks like on the canvas, whether it comes from an authored spec or from the normalised one of a run. */
export type DrawnStep = {
  id: string;
  name: string;
  kind: string;
  group: string | null;
  needs: readonly DrawnNeed[];
  with: Readonly<Record<string, unknown>>;
  retries: number;
  cached: boolean;
  /** How many things are tried instead when it fails. */
  fallbacks: number;
  /** It can be taken back. */
  undoable: boolean;
  conditional: boolean;
  gates: readonly GatePlacement[];
};
export type DrawnNeed = { step: string; on: string };

export type EdgeTone = (typeof edgeResults)[number] | 'outcome';
export type DrawnEdge = { id: string; source: string; target: string; on: string; tone: EdgeTone };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** Drawn forms are kept by the object they were read from, so that an edit of one step draws one step again. */
const drawn = new WeakMap<object, DrawnStep>();
const edges = new WeakMap<DrawnStep, readonly DrawnEdge[]>();

/** The steps of a spec in any state of repair: what is not readable as a step is left out, nothing throws. */
export function drawSteps(spec: unknown): DrawnStep[] {
  const steps = isObject(spec) && Array.isArray(spec.steps) ? spec.steps : [];
  return steps.flatMap((step: unknown) => (isObject(step) && text(step.id) ? [drawStep(step)] : []));
}

/** One step as it is drawn. The same object gives the same answer. */
export function drawStep(step: object): DrawnStep {
  const known = drawn.get(step);
  if (known) return known;
  const made = read(step as Record<string, unknown>);
  drawn.set(step, made);
  return made;
}

function read(step: Record<string, unknown>): DrawnStep {
  const id = text(step.id) ?? '';
  const kind = text(step.kind) ?? '';
  return {
    id,
    name: text(step.name) ?? id,
    kind,
    group: text(step.group) ?? null,
    needs: needsOf(step.needs),
    with: isObject(step.with) ? step.with : {},
    retries: retriesOf(step.retry),
    cached: step.cache !== undefined && step.cache !== null,
    fallbacks: Array.isArray(step.fallback) ? step.fallback.length : 0,
    undoable: isObject(step.undo),
    conditional: text(step.when) !== undefined,
    gates: gatesOf(step.gates ?? step.gate, kind),
  };
}

function needsOf(needs: unknown): DrawnNeed[] {
  if (!Array.isArray(needs)) return [];
  return needs.flatMap((need: unknown) => {
    if (typeof need === 'string') return [{ step: need, on: 'success' }];
    const source = isObject(need) ? text(need.step) : undefined;
    return source && isObject(need) ? [{ step: source, on: text(need.on) ?? 'success' }] : [];
  });
}

function retriesOf(retry: unknown): number {
  const rules = Array.isArray(retry) ? retry : [retry];
  return Math.max(0, ...rules.map((rule) => (isObject(rule) && typeof rule.max === 'number' ? rule.max : 0)));
}

function gatesOf(gate: unknown, kind: string): GatePlacement[] {
  const alone = kind === 'gate';
  const gates = Array.isArray(gate) ? gate : gate === undefined || gate === null ? [] : [gate];
  if (alone && gates.length === 0) return ['alone'];
  return gates.filter(isObject).map((each) => {
    const placement = gatePlacements.find((name) => name === each.placement);
    return alone ? 'alone' : (placement ?? 'after');
  });
}

/** Every way into `step`. Repeated needs are drawn once. */
export function drawEdges(step: DrawnStep): readonly DrawnEdge[] {
  const known = edges.get(step);
  if (known) return known;
  const made = new Map<string, DrawnEdge>();
  for (const need of step.needs) {
    const id = edgeId(need.step, step.id, need.on);
    made.set(id, { id, source: need.step, target: step.id, on: need.on, tone: toneOf(need.on) });
  }
  const list = [...made.values()];
  edges.set(step, list);
  return list;
}

export const edgeId = (source: string, target: string, on: string) => `${source} ${on} ${target}`;

function toneOf(on: string): EdgeTone {
  return edgeResults.find((result) => result === on) ?? 'outcome';
}

/** What an edge's result is called beside the line; nothing for plain success. */
export function edgeLabel(on: string): string | null {
  if (on === 'success') return null;
  if (on === 'failure') return 'if it fails';
  if (on === 'always') return 'always';
  if (on === 'notTaken') return 'if not taken';
  return on;
}
