import { didYouMean } from '../../expression/closest-name.ts';
import { checkExpression, expressionRoots } from '../../expression/evaluate.ts';
import { matchesPath } from '../../template/path-pattern.ts';
import { checkTemplate, templateRoots } from '../../template/render.ts';
import type { Json } from '../json.ts';
import type { StepSpec } from '../spec.ts';
import { type Check, type Checked, needsOf } from './check.ts';
import { type Finding, finding } from './finding.ts';
import { textsIn } from './value-walk.ts';

/** Names that are always there in expressions and templates. */
export const roots = ['inputs', 'steps', 'run', 'gate', 'secrets', 'item'] as const;

/** Expressions and templates: that they can be read, and that every name they read is provided, and before the step. */
export const referenceChecks: Check = (checked) => {
  const { workflow } = checked;
  const aliases = new Map<string, string>();
  const findings: Finding[] = [];
  for (const [index, step] of workflow.steps.entries()) {
    if (step.as === undefined) continue;
    const owner = aliases.get(step.as);
    const clash = (roots as readonly string[]).includes(step.as)
      ? 'is always there already'
      : owner !== undefined
        ? `already names the output of "${owner}"`
        : checked.steps.has(step.as) && step.as !== step.id
          ? 'is the id of another step'
          : null;
    if (clash)
      findings.push(
        finding('logic.asClash', {
          step: step.id,
          path: ['steps', index, 'as'],
          message: `"${step.as}" ${clash}.`,
          fix: 'Choose another name.',
        }),
      );
    else aliases.set(step.as, step.id);
  }
  const reader = readerOf(checked, aliases);
  for (const [index, step] of workflow.steps.entries()) {
    const base = ['steps', index];
    if (step.when !== undefined) findings.push(...reader.expression(step.when, [...base, 'when'], step));
    const kind = checked.kindOf(step);
    for (const { text, path, role } of textsIn((step.with ?? {}) as Json, kind)) {
      const place = [...base, 'with', ...path];
      const secretsAllowed = kind?.secrets !== undefined && matchesPath(path.map(String), kind.secrets);
      if (role === 'expression') findings.push(...reader.expression(text, place, step));
      else if (role === 'template') findings.push(...reader.template(text, place, step, secretsAllowed));
    }
  }
  for (const { text, path, role } of textsIn((workflow.outputs ?? {}) as Json, undefined))
    if (role === 'template') findings.push(...reader.template(text, ['outputs', ...path], null, false));
  return findings;
};

type Place = (string | number)[];

/** What can be read of a step, of a decided gate, and of the run. */
const fields = {
  steps: ['output', 'status', 'attempt', 'outcome', 'error'],
  gate: ['action', 'outcome', 'by', 'at', 'comment', 'expired', 'form', 'signers', 'digest'],
  run: ['id', 'number', 'workflow', 'version', 'startedAt', 'startedBy'],
} as const;

function readerOf(checked: Checked, aliases: ReadonlyMap<string, string>) {
  const inputs = Object.keys(checked.workflow.inputs ?? {});
  const names = [...roots, ...aliases.keys()];

  /** Null when the path can be read from `step` (null: from the workflow's outputs, which see everything). */
  const pathFinding = (
    segments: string[],
    path: Place,
    step: StepSpec | null,
    secretsAllowed: boolean,
  ): Finding | null => {
    const [root = '', second, third] = segments;
    const at = { ...(step ? { step: step.id } : {}), path };
    switch (root) {
      case 'inputs':
        if (second === undefined || inputs.includes(second)) return null;
        return finding('logic.unknownName', {
          ...at,
          message: `There is no input "${second}".`,
          fix: `${inputs.length > 0 ? `Inputs: ${inputs.slice(0, 12).join(', ')}.` : 'The workflow has no inputs; declare it under inputs.'}${didYouMean(second, inputs)}`,
        });
      case 'steps':
        return second === undefined
          ? null
          : (upstream(second, at, step) ?? unknownField(fields.steps, `steps.${second}`, third, at));
      case 'gate': {
        if (second === undefined || second === 'feedback') return null;
        const target = checked.steps.get(second);
        if (target && target.kind !== 'gate' && target.gate === undefined)
          return finding('logic.unknownName', {
            ...at,
            related: [second],
            message: `"${second}" has no gate.`,
            fix: 'Give it one, or read steps instead of gate.',
          });
        return (
          (second === step?.id ? null : upstream(second, at, step)) ??
          unknownField(fields.gate, `gate.${second}`, third, at)
        );
      }
      case 'secrets':
        return secretsAllowed
          ? null
          : finding('security.secretsHere', {
              ...at,
              message: `Secrets cannot be read in ${path.slice(2).join('.') || 'outputs'}.`,
              fix: 'Pass them through a parameter that keeps them hidden, such as env of a shell step.',
            });
      case 'run':
        return unknownField(fields.run, 'run', second, at);
      case 'item':
        return null;
      default: {
        const owner = aliases.get(root);
        if (owner !== undefined) return upstream(owner, at, step);
        const hint = checked.steps.has(root)
          ? ` Write ${/-/.test(root) ? `steps["${root}"]` : `steps.${root}`}.output.`
          : didYouMean(root, names);
        return finding('logic.unknownName', {
          ...at,
          message: `Nothing is called "${root}" here.`,
          fix: `Available: ${names.slice(0, 12).join(', ')}.${hint}`,
        });
      }
    }
  };

  const unknownField = (
    known: readonly string[],
    of: string,
    name: string | undefined,
    at: { path: Place },
  ): Finding | null =>
    name === undefined || known.includes(name)
      ? null
      : finding('logic.unknownName', {
          ...at,
          message: `There is no "${name}" in ${of}.`,
          fix: `It has: ${known.join(', ')}.${didYouMean(name, known)}`,
        });

  const upstream = (id: string, at: { path: Place }, step: StepSpec | null): Finding | null => {
    if (!checked.steps.has(id)) {
      const split = [...checked.steps.keys()].find((key) => key.startsWith(`${id}-`));
      return finding('logic.unknownName', {
        ...at,
        message: `There is no step "${id}".`,
        fix: split
          ? `A name with a hyphen is written steps["${split}"] in expressions.`
          : didYouMean(id, checked.steps.keys()).trim() || 'Correct the name, or add that step.',
      });
    }
    if (step === null) return null;
    if (id === step.id)
      return finding('logic.notUpstream', {
        ...at,
        message: `"${id}" reads its own result before it has one.`,
        fix: 'Read another step, or move this to a later one.',
      });
    if (checked.isUpstream(id, step.id)) return null;
    const back = checked.isUpstream(step.id, id);
    const needs = needsOf(step).map((need) => need.step);
    return finding('logic.notUpstream', {
      ...at,
      related: [id],
      message: back
        ? `"${step.id}" reads "${id}", which runs only after it.`
        : `"${step.id}" reads "${id}", which need not have run before it.`,
      fix: back
        ? 'Turn the needs around, or read an earlier step.'
        : `Add "${id}" to its needs: [${[...new Set([...needs, id])].slice(0, 8).join(', ')}].`,
    });
  };

  const paths = (all: string[][], path: Place, step: StepSpec | null, secretsAllowed: boolean): Finding[] => {
    const seen = new Set<string>();
    return all.flatMap((segments) => {
      const key = segments.slice(0, 3).join('\n');
      if (seen.has(key)) return [];
      seen.add(key);
      return pathFinding(segments, path, step, secretsAllowed) ?? [];
    });
  };

  return {
    expression(source: string, path: Place, step: StepSpec): Finding[] {
      const wrong = checkExpression(source);
      if (wrong)
        return [
          finding('logic.expression', {
            step: step.id,
            path,
            message: `${wrong.message}${wrong.place ? ` (${wrong.place})` : ''}`,
            fix: wrong.fix ?? 'Correct the expression.',
          }),
        ];
      return paths(expressionRoots(source), path, step, false);
    },
    template(text: string, path: Place, step: StepSpec | null, secretsAllowed: boolean): Finding[] {
      const wrong = checkTemplate(text);
      if (wrong)
        return [
          finding('logic.template', {
            ...(step ? { step: step.id } : {}),
            path,
            message: `${wrong.message}${wrong.place ? ` (${wrong.place})` : ''}`,
            fix: wrong.fix ?? 'Correct the template.',
          }),
        ];
      return paths(templateRoots(text), path, step, secretsAllowed);
    },
  };
}
