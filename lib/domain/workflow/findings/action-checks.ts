import type { StepSpec } from '../spec.ts';
import { actionOutcomes, type Checked, needsOf, onEachList, type Place, type StepList } from './check.ts';
import { type Finding, finding } from './finding.ts';

/** What is done instead of a step, and what takes it back. */
export const actionChecks = onEachList((checked, list) =>
  list.steps.flatMap((step, index) => {
    const path = [...list.path, index];
    return [
      ...fallbackFindings(step, path),
      ...undoFindings(checked, step, path),
      ...edgeFindings(checked, list, step, path),
    ];
  }),
);

/** Kinds that need what only a step of the graph has: gates of their own, steps of their own. */
const wholeSteps = ['gate', 'map'];

function fallbackFindings(step: StepSpec, path: Place): Finding[] {
  const { fallback } = step;
  if (!fallback) return [];
  if (step.kind === 'gate')
    return [
      finding('logic.fallback', {
        step: step.id,
        path: [...path, 'fallback'],
        message: `"${step.id}" is a gate: it does not fail, so nothing is ever done instead.`,
        fix: 'Remove fallback; expire says what happens when nobody decides.',
      }),
    ];
  return fallback.flatMap((action, nth) =>
    wholeSteps.includes(action.kind)
      ? [
          finding('logic.fallback', {
            step: step.id,
            path: [...path, 'fallback', nth, 'kind'],
            message: `A ${action.kind} cannot be done instead of "${step.id}".`,
            fix: `Add it as a step with needs: [{ step: ${step.id}, on: failure }].`,
          }),
        ]
      : [],
  );
}

function undoFindings(checked: Checked, step: StepSpec, path: Place): Finding[] {
  if (!step.undo) return [];
  const kind = checked.kindOf(step);
  if (wholeSteps.includes(step.undo.kind))
    return [
      finding('logic.undo', {
        severity: 'error',
        step: step.id,
        path: [...path, 'undo', 'kind'],
        message: `A ${step.undo.kind} cannot take "${step.id}" back.`,
        fix: 'Use a kind that does something by itself, such as shell, http or workflow.',
      }),
    ];
  const harmless = step.kind === 'gate' || (kind?.pure === true && step.kind !== 'workflow');
  if (!harmless) return [];
  return [
    finding('logic.undo', {
      step: step.id,
      path: [...path, 'undo'],
      message: `"${step.id}" is of kind ${step.kind}, which changes nothing outside that undo could take back.`,
      fix: 'Move undo to the step that changes something, or remove it.',
    }),
  ];
}

/** Edges of the step that no fallback of the needed step can lead along. */
function edgeFindings(checked: Checked, list: StepList, step: StepSpec, path: Place): Finding[] {
  return needsOf(step).flatMap((need, at) => {
    const target = list.byId.get(need.step);
    if (!target?.fallback || target.kind === 'gate' || !checked.outcomesOf(target)?.includes(need.on)) return [];
    const given = target.fallback.map((action) => actionOutcomes(action, checked.kinds));
    if (given.some((outcomes) => outcomes === null || outcomes.includes(need.on))) return [];
    return [
      finding('logic.fallbackOutcome', {
        step: step.id,
        path: [...path, 'needs', at],
        related: [target.id],
        message: `"${step.id}" follows "${target.id}" when it ends as ${need.on}, which the fallback of "${target.id}" cannot give.`,
        fix: `Let another step follow it on success, or give "${target.id}" a fallback with that outcome.`,
      }),
    ];
  });
}
