import { didYouMean } from '../../expression/closest-name.ts';
import { expressionRoots } from '../../expression/evaluate.ts';
import { hasTemplate } from '../../template/compile.ts';
import { templateRoots } from '../../template/render.ts';
import type { Json } from '../json.ts';
import { typeWords } from '../value-type.ts';
import type { Check, Checked, Place } from './check.ts';
import { type Finding, finding } from './finding.ts';
import type { KnownWorkflow } from './known.ts';
import { textsIn } from './value-walk.ts';

/** What is read of the outputs of child runs: that the workflow gives it, and that what has a plain type is not read into. */
export const childOutputChecks: Check = (checked) => {
  const children = childrenOf(checked);
  if (children.size === 0) return [];
  const { workflow } = checked;
  const findings: Finding[] = [];
  const look = (paths: string[][], path: Place, step?: string) => {
    for (const read of paths) {
      const found = wrong(read, children);
      if (found) findings.push(finding('logic.childOutput', { ...(step !== undefined && { step }), path, ...found }));
    }
  };
  for (const [index, step] of workflow.steps.entries()) {
    const base: Place = ['steps', index];
    if (step.when !== undefined) look(expressionRoots(step.when), [...base, 'when'], step.id);
    for (const { text, path, role } of textsIn((step.with ?? {}) as Json, checked.kindOf(step)))
      if (role !== 'literal') look(rootsOf(text, role), [...base, 'with', ...path], step.id);
  }
  for (const { text, path, role } of textsIn((workflow.outputs ?? {}) as Json, undefined))
    look(rootsOf(text, role), ['outputs', ...path]);
  return findings;
};

const rootsOf = (text: string, role: string) =>
  role === 'expression' ? expressionRoots(text) : hasTemplate(text) ? templateRoots(text) : [];

/** By id: steps that run the newest version of a workflow that is known. */
function childrenOf({ workflow, known }: Checked): Map<string, KnownWorkflow> {
  return new Map(
    workflow.steps.flatMap(({ id, kind, with: given = {} }): [string, KnownWorkflow][] => {
      const { workflow: named, version } = given;
      const child = kind === 'workflow' && typeof named === 'string' ? known.workflows?.get(named) : undefined;
      return child && child.latest > 0 && (version === undefined || version === child.latest) ? [[id, child]] : [];
    }),
  );
}

function wrong(
  [root, id, output, outputs, name, field]: string[],
  children: ReadonlyMap<string, KnownWorkflow>,
): { message: string; fix: string } | null {
  const child = root === 'steps' && output === 'output' && outputs === 'outputs' ? children.get(id ?? '') : undefined;
  if (!child || name === undefined) return null;
  const names = Object.keys(child.outputs);
  if (!Object.hasOwn(child.outputs, name))
    return {
      message: `"${child.slug}" gives no output "${name.slice(0, 100)}".`,
      fix: `It gives: ${names.slice(0, 12).join(', ') || 'nothing'}.${didYouMean(name, names)}`,
    };
  const type = child.outputs[name];
  if (!type || type === 'object' || type === 'array' || field === undefined || field === 'size') return null;
  return {
    message: `The output ${name} of "${child.slug}" is ${typeWords[type]}, so there is no "${field.slice(0, 100)}" in it.`,
    fix: `Read steps.${id}.output.outputs.${name} itself.`,
  };
}
