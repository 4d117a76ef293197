import { didYouMean } from '../../expression/closest-name.ts';
import { cycleOf } from '../graph.ts';
import { edgeResults, type StepSpec } from '../spec.ts';
import { type Check, type Checked, type ListCheck, needsOf, onEachList, type Place, type StepList } from './check.ts';
import { type Finding, finding } from './finding.ts';

const results: readonly string[] = edgeResults;

/** Ids, needs, edges and joins. */
export const graphChecks: Check = (checked) => [
  ...(checked.workflow.steps.length === 0
    ? [finding('logic.noSteps', { path: ['steps'], message: 'The workflow has no steps.', fix: 'Add one.' })]
    : []),
  ...onEachList(listChecks)(checked),
];

const listChecks: ListCheck = (checked, list) => {
  const { byId: steps } = list;
  const findings: Finding[] = [];
  const firstAt = new Map<string, number>();
  for (const [index, step] of list.steps.entries()) {
    const path = [...list.path, index];
    const first = firstAt.get(step.id);
    if (first !== undefined)
      findings.push(
        finding('logic.duplicateId', {
          step: step.id,
          path: [...path, 'id'],
          message: `Two steps are called "${step.id}".`,
          fix: `Rename this one (the other is step ${first + 1} of the list).`,
        }),
      );
    else firstAt.set(step.id, index);
    if (list.role === 'handlers') {
      findings.push(...handlerFindings(checked, step, path));
      continue;
    }

    const needs = needsOf(step);
    const seen = new Set<string>();
    for (const [at, need] of needs.entries()) {
      const place = [...path, 'needs', at];
      const edge = `${need.step}\n${need.on}`;
      if (seen.has(edge))
        findings.push(
          finding('logic.duplicateNeed', {
            step: step.id,
            path: place,
            message: `"${step.id}" needs "${need.step}" twice in the same way.`,
            fix: 'Remove one of them.',
          }),
        );
      seen.add(edge);
      if (need.step === step.id) {
        findings.push(
          finding('logic.selfNeed', {
            step: step.id,
            path: place,
            message: `"${step.id}" needs itself.`,
            fix: 'Remove this need.',
          }),
        );
        continue;
      }
      const target = steps.get(need.step);
      if (!target) {
        findings.push(
          finding('logic.dangling', {
            step: step.id,
            path: place,
            ...danglingWords(step.id, need.step, checked, list),
          }),
        );
        continue;
      }
      const outcomes = checked.outcomesOf(target);
      if (!results.includes(need.on) && outcomes && !outcomes.includes(need.on)) {
        const known = [...results, ...outcomes];
        findings.push(
          finding('logic.unknownOutcome', {
            step: step.id,
            path: place,
            related: [target.id],
            message: `"${target.id}" has no outcome "${need.on}".`,
            fix: `Use one of ${known.slice(0, 20).join(', ')}.${didYouMean(need.on, known)}`,
          }),
        );
      }
    }
    if (typeof step.join === 'number' && step.join > needs.length)
      findings.push(
        finding('logic.join', {
          step: step.id,
          path: [...path, 'join'],
          message: `"${step.id}" waits for ${step.join} needs, but has ${needs.length}.`,
          fix: needs.length > 0 ? `Use at most ${needs.length}, or all.` : 'Remove join, or add needs.',
        }),
      );
  }
  return [...findings, ...cycle(list), ...unreachable(list), ...unusedOutcomes(checked, list)];
};

function danglingWords(step: string, need: string, { main }: Checked, { role, byId, of }: StepList) {
  const message = `"${step}" needs "${need}", which does not exist.`;
  if (role === 'nested' && main.byId.has(need))
    return {
      message: `"${step}" needs "${need}", which is no step of this map.`,
      fix: `Steps of a map need each other only. Let "${of!.map.id}" need "${need}".`,
    };
  return { message, fix: didYouMean(need, byId.keys()).trim() || 'Add that step, or remove the need.' };
}

/** A handler shares the ids of the steps, and nothing of their graph. */
function handlerFindings({ main }: Checked, step: StepSpec, path: Place): Finding[] {
  const findings: Finding[] = [];
  if (main.byId.has(step.id))
    findings.push(
      finding('logic.duplicateId', {
        step: step.id,
        path: [...path, 'id'],
        message: `A step is called "${step.id}" already.`,
        fix: 'Rename the handler.',
      }),
    );
  for (const key of ['needs', 'join'] as const)
    if (step[key] !== undefined && needsOf(step).length + (key === 'join' ? 1 : 0) > 0)
      findings.push(
        finding('logic.handlerNeeds', {
          step: step.id,
          path: [...path, key],
          message: `The handler "${step.id}" runs when it is called; ${key} has no meaning there.`,
          fix: `Remove ${key}. Handlers that are called together run in the order of the list that calls them.`,
        }),
      );
  return findings;
}

function cycle({ graph, steps, path }: StepList): Finding[] {
  const found = cycleOf(graph);
  if (!found || found.length < 2) return [];
  const shown = found.length > 12 ? [...found.slice(0, 11), '…', found.at(-1)!] : found;
  const first = found[0]!;
  return [
    finding('logic.cycle', {
      step: first,
      path: [...path, steps.findIndex((step) => step.id === first), 'needs'],
      related: found.slice(0, 100),
      message: `Steps wait for each other in a circle: ${[...shown, first].join(' → ')}.`,
      fix: `Remove one of these needs, for instance that of "${first}" on "${found.at(-1)}".`,
    }),
  ];
}

/** A step of which, of each needed step, only one result can come true, and too few of them for its join. */
function unreachable({ role, steps, byId, path }: StepList): Finding[] {
  const findings: Finding[] = [];
  if (role === 'handlers') return findings;
  for (const [index, step] of steps.entries()) {
    const needs = needsOf(step).filter((need) => byId.has(need.step));
    if (needs.length < 2 || step.join === 'any') continue;
    const byStep = Map.groupBy(needs, (need) => need.step);
    let possible = 0;
    let clash: string[] = [];
    for (const [target, edges] of byStep) {
      const together = mostTogether(edges.map((edge) => edge.on));
      possible += together;
      if (together < edges.length) clash = [target, ...edges.map((edge) => edge.on)];
    }
    const wanted = typeof step.join === 'number' ? step.join : needs.length;
    if (clash.length > 0 && possible < wanted)
      findings.push(
        finding('logic.unreachable', {
          step: step.id,
          path: [...path, index, 'needs'],
          related: [clash[0]!],
          message: `"${step.id}" can never run: "${clash[0]}" cannot end as ${clash.slice(1).join(' and ')} at once.`,
          fix: 'Set join: any to run after whichever comes.',
        }),
      );
  }
  return findings;
}

/** Of the results that edges ask of one step, how many one ending can meet at most. */
function mostTogether(on: readonly string[]): number {
  const count = (accepted: (result: string) => boolean) => on.filter(accepted).length;
  const outcomes = new Set(on.filter((result) => !results.includes(result)));
  const succeeded = count((result) => result === 'success' || result === 'always');
  return Math.max(
    count((result) => result === 'failure' || result === 'always'),
    count((result) => result === 'notTaken'),
    succeeded,
    ...[...outcomes].map((outcome) => succeeded + count((result) => result === outcome)),
  );
}

const unusedOutcomes: ListCheck = (checked, list) => {
  const used = new Map<string, Set<string>>();
  for (const step of list.steps)
    for (const need of needsOf(step)) used.set(need.step, (used.get(need.step) ?? new Set()).add(need.on));
  return list.steps.flatMap((step, index) => {
    const edges = used.get(step.id);
    // A step whose every way on is plain, or that ends the workflow, has no outcome that was forgotten.
    if (!edges || edges.has('success') || edges.has('always')) return [];
    const unused = (checked.outcomesOf(step) ?? []).filter((outcome) => !edges.has(outcome));
    if (unused.length === 0 || unused.length === (checked.outcomesOf(step) ?? []).length) return [];
    return [
      finding('logic.unusedOutcome', {
        step: step.id,
        path: [...list.path, index],
        message: `Nothing follows when "${step.id}" ends as ${unused.slice(0, 5).join(' or ')}.`,
        fix: `Add a step with needs: [{ step: ${step.id}, on: ${unused[0]} }], or leave it if the run should end there.`,
      }),
    ];
  });
};
