import { ancestryOf, type Graph, graphOf } from '../graph.ts';
import type { JsonObject } from '../json.ts';
import type { KindCatalogue, KindRules } from '../kind-catalogue.ts';
import { nestedSteps } from '../normal.ts';
import type { StepSpec, Workflow } from '../spec.ts';
import type { Finding } from './finding.ts';
import type { Known } from './known.ts';

/** Into the workflow as JSON: ['steps', 2, 'with', 'run']. */
export type Place = (string | number)[];

/** Steps that may need each other: those of the workflow, its handlers, or those of one map. */
export type StepList = {
  role: 'steps' | 'handlers' | 'nested';
  path: Place;
  steps: readonly StepSpec[];
  graph: Graph;
  /** Of two with one id, the first. */
  byId: ReadonlyMap<string, StepSpec>;
  isUpstream: (ancestor: string, of: string) => boolean;
  /** The map whose items the steps are done for. */
  of: { map: StepSpec; list: StepList } | null;
};

/** What every check looks at; built once. */
export type Checked = {
  workflow: Workflow;
  kinds: KindCatalogue;
  known: Known;
  main: StepList;
  handlers: StepList;
  /** Main, handlers, and those of the maps in either. */
  lists: readonly StepList[];
  kindOf: (of: { kind: string }) => KindRules | undefined;
  /** Outcomes that an edge from the step may name; null when its kind is unknown. */
  outcomesOf: (step: StepSpec) => readonly string[] | null;
};

/** One group of rules. Pure; must not throw on any workflow of the right shape. */
export type Check = (checked: Checked) => Finding[];
/** The same for one list of steps after the other. */
export type ListCheck = (checked: Checked, list: StepList) => Finding[];

export const onEachList =
  (check: ListCheck): Check =>
  (checked) =>
    checked.lists.flatMap((list) => check(checked, list));

export function checkedWorkflow(workflow: Workflow, kinds: KindCatalogue, known: Known): Checked {
  const main = stepList('steps', ['steps'], workflow.steps);
  const handlers = stepList('handlers', ['handlers'], workflow.handlers ?? []);
  const outcomes = new Map<StepSpec, readonly string[] | null>();
  return {
    workflow,
    kinds,
    known,
    main,
    handlers,
    lists: [main, handlers, ...nestedLists(main), ...nestedLists(handlers)],
    kindOf: ({ kind }) => kinds.get(kind),
    outcomesOf: (step) => {
      const found = outcomes.get(step);
      if (found !== undefined) return found;
      const anew = outcomesAnew(step, kinds);
      outcomes.set(step, anew);
      return anew;
    },
  };
}

function stepList(
  role: StepList['role'],
  path: Place,
  steps: readonly StepSpec[],
  of: StepList['of'] = null,
): StepList {
  const graph = graphOf(steps);
  const byId = new Map<string, StepSpec>();
  for (const step of steps) if (!byId.has(step.id)) byId.set(step.id, step);
  let ancestry: StepList['isUpstream'] | undefined;
  const isUpstream = (ancestor: string, below: string) => {
    ancestry ??= ancestryOf(graph);
    return ancestry(ancestor, below);
  };
  return { role, path, steps, graph, byId, isUpstream, of };
}

const nestedLists = (list: StepList): StepList[] =>
  list.steps.flatMap((map, index) => {
    const steps = nestedSteps(map);
    return steps.length === 0 ? [] : [stepList('nested', [...list.path, index, 'with', 'steps'], steps, { map, list })];
  });

function outcomesAnew(step: StepSpec, kinds: KindCatalogue): readonly string[] | null {
  if (step.kind === 'gate') return gatesOf(step).flatMap((gate) => gate.outcomes ?? []);
  return actionOutcomes(step, kinds);
}

/** Outcomes that the kind itself may give with these parameters; null when it is unknown. */
export function actionOutcomes(
  { kind: name, with: given }: Pick<StepSpec, 'kind' | 'with'>,
  kinds: KindCatalogue,
): readonly string[] | null {
  const kind = kinds.get(name);
  if (!kind) return null;
  try {
    return (kind.outcomes?.((given ?? {}) as JsonObject) ?? []).filter((outcome) => typeof outcome === 'string');
  } catch {
    // Parameters of the wrong shape have a finding of their own.
    return null;
  }
}

export const gatesOf = (step: StepSpec) =>
  step.gate === undefined ? [] : Array.isArray(step.gate) ? step.gate : [step.gate];
export const needsOf = (step: StepSpec) =>
  (step.needs ?? []).map((need) =>
    typeof need === 'string' ? { step: need, on: 'success' } : { step: need.step, on: need.on ?? 'success' },
  );
