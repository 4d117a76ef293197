import { ancestryOf, type Graph, graphOf } from '../graph.ts';
import type { KindCatalogue, KindRules } from '../kind-catalogue.ts';
import type { StepSpec, Workflow } from '../spec.ts';
import type { Finding } from './finding.ts';

/** What every check looks at; built once. */
export type Checked = {
  workflow: Workflow;
  kinds: KindCatalogue;
  /** Names of the workspace's secrets; null when they are not known here. */
  secretNames: ReadonlySet<string> | null;
  graph: Graph;
  /** Steps by id; of two with one id, the first. */
  steps: ReadonlyMap<string, StepSpec>;
  isUpstream: (ancestor: string, of: string) => boolean;
  kindOf: (step: StepSpec) => KindRules | undefined;
  /** Outcomes that an edge from the step may name; null when its kind is unknown. */
  outcomesOf: (step: StepSpec) => readonly string[] | null;
};

/** One group of rules. Pure; must not throw on any workflow of the right shape. */
export type Check = (checked: Checked) => Finding[];

export function checkedWorkflow(
  workflow: Workflow,
  kinds: KindCatalogue,
  secretNames: ReadonlySet<string> | null,
): Checked {
  const graph = graphOf(workflow.steps);
  const steps = new Map<string, StepSpec>();
  for (const step of workflow.steps) if (!steps.has(step.id)) steps.set(step.id, step);
  let ancestry: ((ancestor: string, of: string) => boolean) | undefined;
  const outcomes = new Map<StepSpec, readonly string[] | null>();
  const outcomesOf = (step: StepSpec): readonly string[] | null => {
    const known = outcomes.get(step);
    if (known !== undefined) return known;
    const found = outcomesAnew(step, kinds);
    outcomes.set(step, found);
    return found;
  };
  return {
    workflow,
    kinds,
    secretNames,
    graph,
    steps,
    isUpstream: (ancestor, of) => {
      ancestry ??= ancestryOf(graph);
      return ancestry(ancestor, of);
    },
    kindOf: (step) => kinds.get(step.kind),
    outcomesOf,
  };
}

function outcomesAnew(step: StepSpec, kinds: KindCatalogue): readonly string[] | null {
  const kind = kinds.get(step.kind);
  if (!kind) return null;
  if (step.kind === 'gate') return gatesOf(step).flatMap((gate) => gate.outcomes ?? []);
  try {
    return (kind.outcomes?.(step.with ?? {}) ?? []).filter((outcome) => typeof outcome === 'string');
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
