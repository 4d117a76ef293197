import { didYouMean } from '../../expression/closest-name.ts';
import { checkExpression, expressionRoots } from '../../expression/evaluate.ts';
import { matchesPath } from '../../template/path-pattern.ts';
import { checkTemplate, namesRead, templateRoots } from '../../template/render.ts';
import type { Json } from '../json.ts';
import type { StepSpec } from '../spec.ts';
import { type Check, type Checked, needsOf } from './check.ts';
import { type Finding, finding } from './finding.ts';
import { sensitiveInputs } from './inputs.ts';
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
      const maySeal = kind?.secrets !== undefined && matchesPath(path.map(String), kind.secrets);
      if (role === 'expression') findings.push(...reader.expression(text, place, step));
      else if (role === 'template') findings.push(...reader.template(text, place, step, maySeal));
    }
  }
  for (const { text, path, role } of textsIn((workflow.outputs ?? {}) as Json, undefined))
    if (role === 'template') findings.push(...reader.template(text, ['outputs', ...path], null, false));
  return findings;
};

type Place = (string | number)[];

/**
 * How a place takes sealed values: not at all, or as an output of its own (`{{ secrets.TOKEN }}`, so that a reference to
 * it can be written), in which case reading one in any other way is its misuse.
 */
type Sealed = 'never' | 'placed' | 'misused';

/** What can be read of a step, of a decided gate, and of the run. */
const fields = {
  steps: ['output', 'status', 'attempt', 'outcome', 'error'],
  gate: ['action', 'outcome', 'by', 'at', 'comment', 'expired', 'form', 'signers', 'digest'],
  run: ['id', 'number', 'workflow', 'version', 'startedAt', 'startedBy'],
} as const;

function readerOf(checked: Checked, aliases: ReadonlyMap<string, string>) {
  const inputs = Object.keys(checked.workflow.inputs ?? {});
  const names = [...roots, ...aliases.keys()];
  const sensitive = new Set(sensitiveInputs(checked.workflow.inputs ?? {}));
  const { secretNames } = checked;

  /** Null when the path can be read from `step` (null: from the workflow's outputs, which see everything). */
  const pathFinding = (segments: string[], path: Place, step: StepSpec | null, sealed: Sealed): Finding | null => {
    const [root = '', second, third] = segments;
    const at = { ...(step ? { step: step.id } : {}), path };
    switch (root) {
      case 'inputs':
        if (second !== undefined && sensitive.has(second)) return sensitiveFinding(segments, at, sealed);
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
        return secretFinding(segments, at, sealed);
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

  const placeOf = ({ path }: { path: Place }) => path.slice(2).join('.') || 'outputs';

  const misused = (segments: string[], at: { path: Place }): Finding =>
    finding('security.secretForm', {
      ...at,
      message: `${segments.join('.')} is sealed: a template can place it, but not read or change it.`,
      fix: `Write {{ ${segments.slice(0, 2).join('.')} }} by itself, without filters and outside of tags.`,
    });

  const secretFinding = (segments: string[], at: { path: Place }, sealed: Sealed): Finding | null => {
    if (sealed === 'misused') return misused(segments, at);
    const [, name] = segments;
    if (sealed === 'never')
      return finding('security.secretsHere', {
        ...at,
        message: `Secrets cannot be read in ${placeOf(at)}.`,
        fix: 'Pass them through a parameter that keeps them hidden, such as env of a shell step.',
      });
    if (name === undefined || secretNames === null || secretNames.has(name)) return null;
    return finding('security.unknownSecret', {
      ...at,
      message: `The workspace has no secret "${name}".`,
      fix: `Add it under Settings → Secrets, or correct the name.${didYouMean(name, secretNames)}`,
    });
  };

  const sensitiveFinding = (segments: string[], at: { path: Place }, sealed: Sealed): Finding | null => {
    if (sealed === 'placed') return null;
    if (sealed === 'misused') return misused(segments, at);
    return finding('security.sensitiveHere', {
      ...at,
      message: `${segments[1]} is sensitive and cannot be read in ${placeOf(at)}.`,
      fix: 'Pass it through a parameter that keeps it hidden, such as env of a shell step.',
    });
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

  const paths = (all: string[][], path: Place, step: StepSpec | null, sealed: Sealed): Finding[] => {
    const seen = new Set<string>();
    return all.flatMap((segments) => {
      const key = segments.slice(0, 3).join('\n');
      if (seen.has(key)) return [];
      seen.add(key);
      return pathFinding(segments, path, step, sealed) ?? [];
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
      return paths(expressionRoots(source), path, step, 'never');
    },
    template(text: string, path: Place, step: StepSpec | null, maySeal: boolean): Finding[] {
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
      if (!maySeal) return paths(templateRoots(text), path, step, 'never');
      const { bare, other } = namesRead(text);
      const placed = bare.map((name) => name.split('.'));
      return [...paths(placed, path, step, 'placed'), ...paths(other, path, step, 'misused')];
    },
  };
}
