import { didYouMean } from '../../expression/closest-name.ts';
import { checkExpression, expressionRoots } from '../../expression/evaluate.ts';
import type { RuleSpec } from '../rule-spec.ts';
import type { Check, Checked } from './check.ts';
import { type Finding, finding } from './finding.ts';
import { unknownHandlers } from './handler-findings.ts';

/** Rules: their names, that they are ever looked at, and that what they act on exists. */
export const ruleChecks: Check = (checked) => {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const [index, rule] of (checked.workflow.rules ?? []).entries()) {
    const path = ['rules', index];
    if (seen.has(rule.name))
      findings.push(
        finding('logic.duplicateRule', {
          path: [...path, 'name'],
          message: `Two rules are called "${rule.name}".`,
          fix: 'Rename one of them.',
        }),
      );
    seen.add(rule.name);
    if (namesNothing(checked, rule.when))
      findings.push(
        finding('logic.neverChecked', {
          path: [...path, 'when'],
          message: `The rule "${rule.name}" reads the result of no step, so it is never checked.`,
          fix: 'Read at least one step by its id, such as steps.measure.output.errors > 5.',
        }),
      );
    findings.push(...actionFindings(checked, rule, path));
  }
  return findings;
};

/** Rules are looked at when the steps that they write out have ended. */
function namesNothing({ main }: Checked, when: string): boolean {
  // One that cannot be read has its own finding.
  if (checkExpression(when)) return false;
  return !expressionRoots(when).some(([root, name]) =>
    root === 'steps' ? name !== undefined : main.steps.some((step) => step.as !== undefined && step.as === root),
  );
}

function actionFindings({ main, handlers }: Checked, { name, then }: RuleSpec, path: (string | number)[]): Finding[] {
  if (then.action === 'run')
    return unknownHandlers(then.handlers, [...path, 'then', 'handlers'], `The rule "${name}"`, handlers);
  if (then.action === 'escalate' && !then.to.users?.length && !then.to.groups?.length)
    return [
      finding('gate.reviewers', {
        path: [...path, 'then', 'to'],
        message: `The rule "${name}" escalates to nobody in particular, so everybody who may decide is asked.`,
        fix: 'Name them: to: { groups: [leads] }.',
      }),
    ];
  if (then.action !== 'requireRework') return [];
  return (then.steps ?? []).flatMap((id, at) =>
    main.byId.has(id)
      ? []
      : [
          finding('logic.dangling', {
            path: [...path, 'then', 'steps', at],
            message: `The rule "${name}" sends back "${id}", which does not exist.`,
            fix: didYouMean(id, main.byId.keys()).trim() || 'Name a step of the workflow.',
          }),
        ],
  );
}
