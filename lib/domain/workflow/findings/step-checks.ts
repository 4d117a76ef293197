import { didYouMean } from '../../expression/closest-name.ts';
import { formatDuration, parseDuration } from '../duration.ts';
import { patient } from '../normal.ts';
import type { Check, Checked } from './check.ts';
import { type Finding, finding } from './finding.ts';
import { parameterFindings } from './parameter-findings.ts';
import { type Unit, unitsOf } from './unit.ts';

/** Kinds and their parameters, retries and timeouts. */
export const stepChecks: Check = (checked) => [
  ...unitsOf(checked).flatMap((unit) => unitFindings(checked, unit)),
  ...retryFindings(checked),
];

function unitFindings(checked: Checked, unit: Unit): Finding[] {
  const { kind, rules, from, path, role } = unit;
  const about = from.step ? { step: from.step.id } : {};
  if (!rules) {
    if (role === 'notification') return [];
    return [
      finding('logic.unknownKind', {
        ...about,
        path: [...path, 'kind'],
        message: `There is no step kind "${kind}".`,
        fix: `Kinds: ${[...checked.kinds.keys()].join(', ')}.${didYouMean(kind, checked.kinds.keys())}`,
      }),
    ];
  }
  return [...parameterFindings(unit, rules.params), ...timeoutFindings(checked, unit), ...foreverFindings(unit)];
}

function timeoutFindings({ workflow }: Checked, { kind, rules, from, path, timeout }: Unit): Finding[] {
  const { step } = from;
  const ms = timeout === undefined ? null : parseDuration(timeout);
  if (ms === null || !step) return [];
  const at = { step: step.id, path: [...path, 'timeout'] };
  if (kind === 'gate' || (rules?.pure && !patient.has(kind)))
    return [
      finding('logic.timeoutHere', {
        ...at,
        message: `A time limit has no effect on "${step.id}", since ${kind === 'gate' ? 'a gate waits for people' : `${kind} is computed at once`}.`,
        fix: kind === 'gate' ? 'Use expire in its gate: { after: 2d, then: cancel }.' : 'Remove timeout.',
      }),
    ];
  const wholeMs = workflow.timeout === undefined ? null : parseDuration(workflow.timeout);
  if (wholeMs === null || ms <= wholeMs) return [];
  return [
    finding('logic.timeout', {
      ...at,
      message: `"${step.id}" may take ${formatDuration(ms)}, but the whole run only ${formatDuration(wholeMs)}.`,
      fix: "Shorten it, or lengthen the workflow's timeout.",
    }),
  ];
}

function foreverFindings({ kind, given, at, from, timeout }: Unit): Finding[] {
  if (kind !== 'wait' || given.event === undefined || !from.step) return [];
  if (given.for !== undefined || given.until !== undefined || timeout !== undefined) return [];
  return [
    finding('practice.waitForever', {
      step: from.step.id,
      path: [...at, 'event'],
      message: `"${from.step.id}" waits for the signal without a time limit.`,
      fix: 'Add for: 1d (and onTimeout: continue to go on without it).',
    }),
  ];
}

function retryFindings({ lists, workflow }: Checked): Finding[] {
  const findings: Finding[] = [];
  let retried: string | null = null;
  for (const list of lists)
    for (const [index, step] of list.steps.entries()) {
      const own = step.retry ?? workflow.defaults?.retry ?? [];
      const retries = (Array.isArray(own) ? own : [own]).some((retry) => retry.max > 0);
      if (retries) retried ??= step.id;
      if (step.repeatable === false && step.retry !== undefined && retries)
        findings.push(
          finding('logic.retryNotRepeatable', {
            step: step.id,
            path: [...list.path, index, 'retry'],
            message: `"${step.id}" must not be repeated, but has retries.`,
            fix: 'Remove retry, or remove repeatable: false.',
          }),
        );
    }
  if (workflow.retryBudget === 0 && retried !== null)
    findings.push(
      finding('logic.retryBudget', {
        path: ['retryBudget'],
        message: `"${retried}" has retries, but the budget of the run allows none.`,
        fix: 'Raise retryBudget, or remove the retries.',
      }),
    );
  return findings;
}
