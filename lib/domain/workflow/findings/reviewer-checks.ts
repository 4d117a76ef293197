import { type Drawn, gateTroubles } from '../../gate/lint.ts';
import { nameTrouble } from '../../gate/name-trouble.ts';
import { namesIn } from '../../gate/names-in.ts';
import type { GateSpec } from '../../gate/spec.ts';
import type { Workforce } from '../../gate/workforce.ts';
import { gatePolicy } from '../normal.ts';
import type { StepSpec } from '../spec.ts';
import { type Check, type Checked, gatesOf, type Place } from './check.ts';
import { type Finding, finding } from './finding.ts';

/** Gates, held against the people, groups and policies that the workspace has now. */
export const reviewerChecks: Check = (checked) => {
  const { gates } = checked.known;
  if (!gates) return [];
  return [
    ...drawnGates(checked).flatMap(({ step, spec, path }) => {
      const drawn: Drawn = { spec, policy: gatePolicy(spec, step), authors: gates.authors };
      return gateTroubles(drawn, gates.workforce).map(({ rule, key, ...told }) =>
        finding(rule, { step: step.id, path: [...path, ...key], ...told }),
      );
    }),
    ...askedElsewhere(checked, gates.workforce),
  ];
};

/** Every gate with its place; one that stands alone and says nothing asks all the same. */
function drawnGates({ lists }: Checked): { step: StepSpec; spec: GateSpec; path: Place }[] {
  return lists.flatMap((list) =>
    list.steps.flatMap((step, index) => {
      const path = [...list.path, index];
      const specs = gatesOf(step);
      if (specs.length === 0) return step.kind === 'gate' ? [{ step, spec: {}, path }] : [];
      const base = [...path, 'gate'];
      return specs.map((spec, at) => ({ step, spec, path: Array.isArray(step.gate) ? [...base, at] : base }));
    }),
  );
}

/** Those whom rules and failures ask. */
function askedElsewhere({ workflow: { rules = [], onFailure } }: Checked, workforce: Workforce): Finding[] {
  const look = (reviewers: GateSpec['reviewers'], path: Place) =>
    namesIn({ reviewers }).flatMap((written) => {
      const trouble = nameTrouble(written, workforce);
      if (!trouble) return [];
      const { rule, message, fix } = trouble;
      return [finding(rule, { path: [...path, ...written.key.slice(1)], message, fix })];
    });
  return [
    ...rules.flatMap(({ then }, index) =>
      then.action === 'requireApproval' ? look(then.reviewers, ['rules', index, 'then', 'reviewers']) : [],
    ),
    ...look(onFailure?.escalate, ['onFailure', 'escalate']),
  ];
}
