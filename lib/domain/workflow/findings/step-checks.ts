import { didYouMean } from '../../expression/closest-name.ts';
import { hasTemplate } from '../../template/compile.ts';
import { formatDuration, parseDuration } from '../duration.ts';
import type { Json } from '../json.ts';
import type { StepSpec } from '../spec.ts';
import type { Check } from './check.ts';
import { type Finding, finding } from './finding.ts';
import { inputDefaultFindings } from './inputs.ts';
import { plainIssues } from './shape.ts';

/** Kinds and their parameters, retries, timeouts, inputs' defaults, and what good practice asks for. */
export const stepChecks: Check = (checked) => {
  const { workflow } = checked;
  const findings: Finding[] = [];
  const wholeMs = workflow.timeout === undefined ? null : parseDuration(workflow.timeout);
  for (const [index, step] of workflow.steps.entries()) {
    const path = ['steps', index];
    const kind = checked.kindOf(step);
    if (!kind)
      findings.push(
        finding('logic.unknownKind', {
          step: step.id,
          path: [...path, 'kind'],
          message: `There is no step kind "${step.kind}".`,
          fix: `Kinds: ${[...checked.kinds.keys()].join(', ')}.${didYouMean(step.kind, checked.kinds.keys())}`,
        }),
      );
    else findings.push(...parameterFindings(step, index, kind.params));

    const retries = step.retry === undefined ? [] : Array.isArray(step.retry) ? step.retry : [step.retry];
    if (step.repeatable === false && retries.some((retry) => retry.max > 0))
      findings.push(
        finding('logic.retryNotRepeatable', {
          step: step.id,
          path: [...path, 'retry'],
          message: `"${step.id}" must not be repeated, but has retries.`,
          fix: 'Remove retry, or remove repeatable: false.',
        }),
      );
    const ms = step.timeout === undefined ? null : parseDuration(step.timeout);
    if (ms !== null && wholeMs !== null && ms > wholeMs)
      findings.push(
        finding('logic.timeout', {
          step: step.id,
          path: [...path, 'timeout'],
          message: `"${step.id}" may take ${formatDuration(ms)}, but the whole run only ${formatDuration(wholeMs)}.`,
          fix: "Shorten it, or lengthen the workflow's timeout.",
        }),
      );
  }
  findings.push(...inputDefaultFindings(workflow.inputs ?? {}));
  if (!workflow.description?.trim())
    findings.push(
      finding('practice.description', {
        path: [],
        message: 'The workflow has no description.',
        fix: 'Say in a sentence what it is for.',
      }),
    );
  return findings;
};

/** The kind's own schema. What a template will fill in is left out: it has its value only at run time. */
function parameterFindings(
  step: StepSpec,
  index: number,
  params: { safeParse: (value: unknown) => { success: boolean; error?: unknown } },
): Finding[] {
  const given = step.with ?? {};
  let parsed: ReturnType<typeof params.safeParse>;
  try {
    parsed = params.safeParse(given);
  } catch {
    return [
      finding('logic.parameters', {
        step: step.id,
        path: ['steps', index, 'with'],
        message: 'The parameters cannot be read.',
        fix: `Look up what a ${step.kind} step takes.`,
      }),
    ];
  }
  if (parsed.success) return [];
  return plainIssues(parsed.error as Parameters<typeof plainIssues>[0], given, 'with')
    .filter((issue) => !isTemplated(given as Json, issue.path))
    .map((issue) =>
      finding(issue.rule === 'syntax.unknownKey' ? 'syntax.unknownKey' : 'logic.parameters', {
        step: step.id,
        path: ['steps', index, 'with', ...issue.path],
        message: issue.message,
        fix: issue.fix,
      }),
    );
}

function isTemplated(root: Json, path: readonly (string | number)[]): boolean {
  let value: Json | undefined = root;
  for (const key of path) {
    if (typeof value === 'string') break;
    value =
      value !== null && typeof value === 'object' && Object.hasOwn(value, key)
        ? (value as Record<string | number, Json>)[key]
        : undefined;
  }
  return typeof value === 'string' && hasTemplate(value);
}
