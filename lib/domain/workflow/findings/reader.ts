import { didYouMean } from '../../expression/closest-name.ts';
import { checkExpression, expressionRoots, otherThanBoolean } from '../../expression/evaluate.ts';
import { checkTemplate, namesRead, templateRoots } from '../../template/render.ts';
import type { Checked, Place, StepList } from './check.ts';
import { type Finding, finding } from './finding.ts';
import { sensitiveInputs } from './inputs.ts';
import { type Aliases, itemName, roots } from './names.ts';
import { reachFinding } from './reach.ts';
import { type Sealed, sealedFindings } from './sealed-findings.ts';
import type { Vantage } from './unit.ts';

/** What can be read of a step, of a decided gate, and of the run. */
const fields = {
  steps: ['output', 'status', 'attempt', 'outcome', 'error'],
  gate: ['action', 'outcome', 'by', 'at', 'comment', 'expired', 'form', 'signers', 'digest'],
  run: ['id', 'number', 'workflow', 'version', 'startedAt', 'startedBy', 'failure'],
} as const;

/** A text that looks first whether there is a result, or says what to take in its stead. */
const guards = /\|\s*default\b|\{%-?\s*(?:if|unless|case)\b|\bhas\(|[!=]=\s*null|\?/;

/** Reads expressions and templates, and says which of the names in them nothing provides there. */
export function readerOf(checked: Checked, aliases: Aliases) {
  const { main, handlers, workflow } = checked;
  const inputs = Object.keys(workflow.inputs ?? {});
  const sensitive = new Set(sensitiveInputs(workflow.inputs ?? {}));
  const sealedRules = sealedFindings(checked.known.secretNames);

  /** Names that may be read from there, beside the roots: second names → ids, and those of the map's item. */
  const namesAt = ({ list }: Vantage): { owners: Map<string, string>; plain: string[] } => {
    const owners = new Map([...(aliases.get(handlers) ?? []), ...(aliases.get(main) ?? [])]);
    if (!list?.of) return { owners, plain: [] };
    for (const [name, id] of aliases.get(list) ?? []) owners.set(name, id);
    return { owners, plain: [itemName(list), 'index'] };
  };

  const pathFinding = (segments: string[], path: Place, from: Vantage, sealed: Sealed, more: readonly string[]) => {
    const [root = '', second, third] = segments;
    const at = { ...(from.step ? { step: from.step.id } : {}), path };
    if (more.includes(root)) return null;
    switch (root) {
      case 'inputs':
        if (second !== undefined && sensitive.has(second)) return sealedRules.sensitive(segments, at, sealed);
        if (second === undefined || inputs.includes(second)) return null;
        return finding('logic.unknownName', {
          ...at,
          message: `There is no input "${second}".`,
          fix: `${inputs.length > 0 ? `Inputs: ${inputs.slice(0, 12).join(', ')}.` : 'The workflow has no inputs; declare it under inputs.'}${didYouMean(second, inputs)}`,
        });
      case 'steps':
        return second === undefined
          ? null
          : (reachFinding(checked, from, second, at, third === 'output' && segments.length > 3) ??
              unknownField(fields.steps, `steps.${second}`, third, at));
      case 'gate':
        return second === undefined || second === 'feedback' ? null : gateFinding(second, third, at, from);
      case 'secrets':
        return sealedRules.secret(segments, at, sealed);
      case 'run':
        return unknownField(fields.run, 'run', second, at);
      default:
        return otherName(root, at, from);
    }
  };

  const gateFinding = (id: string, field: string | undefined, at: { path: Place }, from: Vantage): Finding | null => {
    const target = from.list?.byId.get(id) ?? main.byId.get(id);
    if (target && target.kind !== 'gate' && target.gate === undefined)
      return finding('logic.unknownName', {
        ...at,
        related: [id],
        message: `"${id}" has no gate.`,
        fix: 'Give it one, or read steps instead of gate.',
      });
    return (
      (id === from.step?.id ? null : reachFinding(checked, from, id, at, false)) ??
      unknownField(fields.gate, `gate.${id}`, field, at)
    );
  };

  const otherName = (root: string, at: { path: Place }, from: Vantage): Finding | null => {
    const { owners, plain } = namesAt(from);
    if (plain.includes(root)) return null;
    const owner = owners.get(root);
    if (owner !== undefined) return reachFinding(checked, from, owner, at, true);
    const names = [...roots, ...plain, ...owners.keys()];
    return finding('logic.unknownName', {
      ...at,
      message: `Nothing is called "${root}" here.`,
      fix: `Available: ${names.slice(0, 12).join(', ')}.${hintFor(root, from.list, names)}`,
    });
  };

  const hintFor = (root: string, list: StepList | null, names: readonly string[]): string => {
    if (list?.byId.has(root) || main.byId.has(root))
      return ` Write ${/-/.test(root) ? `steps["${root}"]` : `steps.${root}`}.output.`;
    if (root === 'item' || root === 'index') return ' Only the steps of a map have an item.';
    return didYouMean(root, names);
  };

  const paths = (all: string[][], path: Place, from: Vantage, sealed: Sealed, more: readonly string[]): Finding[] => {
    const seen = new Set<string>();
    return all.flatMap((segments) => {
      const key = segments.slice(0, 4).join('\n');
      if (seen.has(key)) return [];
      seen.add(key);
      return pathFinding(segments, path, from, sealed, more) ?? [];
    });
  };

  const looking = (text: string, from: Vantage): Vantage => (guards.test(text) ? { ...from, guarded: true } : from);

  return {
    /** `more`: further names that this one may read. */
    expression(source: string, path: Place, from: Vantage, more: readonly string[] = []): Finding[] {
      const wrong = checkExpression(source);
      if (wrong) return [unreadable('logic.expression', wrong, path, from)];
      return paths(expressionRoots(source), path, looking(source, from), 'never', more);
    },
    /** An expression that has to be true or false. */
    condition(source: string, path: Place, from: Vantage): Finding[] {
      const found = this.expression(source, path, from);
      const type = found.length > 0 ? null : otherThanBoolean(source);
      if (type === null) return found;
      return [
        finding('logic.expression', {
          ...(from.step ? { step: from.step.id } : {}),
          path,
          message: `The condition gives a value of type ${type}, not true or false.`,
          fix: 'Compare it with something, such as value > 0.',
        }),
      ];
    },
    template(text: string, path: Place, from: Vantage, maySeal: boolean): Finding[] {
      const wrong = checkTemplate(text);
      if (wrong) return [unreadable('logic.template', wrong, path, from)];
      const looked = looking(text, from);
      if (!maySeal) return paths(templateRoots(text), path, looked, 'never', []);
      const { bare, other } = namesRead(text);
      const placed = bare.map((name) => name.split('.'));
      return [...paths(placed, path, looked, 'placed', []), ...paths(other, path, looked, 'misused', [])];
    },
  };
}

function unreadable(
  rule: 'logic.expression' | 'logic.template',
  wrong: { message: string; place?: string | undefined; fix?: string | undefined },
  path: Place,
  { step }: Vantage,
): Finding {
  return finding(rule, {
    ...(step ? { step: step.id } : {}),
    path,
    message: `${wrong.message}${wrong.place ? ` (${wrong.place})` : ''}`,
    fix: wrong.fix ?? `Correct the ${rule === 'logic.template' ? 'template' : 'expression'}.`,
  });
}

function unknownField(
  known: readonly string[],
  of: string,
  name: string | undefined,
  at: { path: Place },
): Finding | null {
  if (name === undefined || known.includes(name)) return null;
  return finding('logic.unknownName', {
    ...at,
    message: `There is no "${name}" in ${of}.`,
    fix: `It has: ${known.join(', ')}.${didYouMean(name, known)}`,
  });
}
