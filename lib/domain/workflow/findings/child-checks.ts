import { didYouMean } from '../../expression/closest-name.ts';
import { hasTemplate } from '../../template/compile.ts';
import { templateRoots } from '../../template/render.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Check } from './check.ts';
import { type Finding, finding } from './finding.ts';
import { inputFindings } from './inputs.ts';
import type { KnownWorkflow } from './known.ts';
import { type Unit, unitsOf } from './unit.ts';

/** Steps that run other workflows: that these exist, and that their inputs are given. */
export const childChecks: Check = (checked) => {
  const { workflows } = checked.known;
  if (workflows === null) return [];
  return unitsOf(checked).flatMap((unit) => {
    const { workflow: named } = unit.given;
    if (unit.kind !== 'workflow' || typeof named !== 'string' || hasTemplate(named)) return [];
    const known = workflows.get(named);
    return known ? versionFindings(unit, known) : [unknown(unit, named, workflows)];
  });
};

const about = ({ from }: Unit) => (from.step ? { step: from.step.id } : {});

function unknown(unit: Unit, named: string, workflows: ReadonlyMap<string, KnownWorkflow>): Finding {
  const slugs = [...new Set([...workflows.values()].map(({ slug }) => slug))];
  return finding('logic.unknownWorkflow', {
    ...about(unit),
    path: [...unit.at, 'workflow'],
    message: `The workspace has no workflow "${named.slice(0, 100)}".`,
    fix: `Use the slug of one that it has.${didYouMean(named, slugs)}`,
  });
}

function versionFindings(unit: Unit, { slug, latest, inputs }: KnownWorkflow): Finding[] {
  const { version } = unit.given;
  const missing =
    latest === 0
      ? `"${slug}" has not been published.`
      : typeof version === 'number' && version > latest
        ? `"${slug}" has no version ${version}.`
        : null;
  if (missing !== null)
    return [
      finding('logic.unknownWorkflow', {
        ...about(unit),
        path: [...unit.at, latest === 0 ? 'workflow' : 'version'],
        message: missing,
        fix: latest === 0 ? 'Publish it first.' : `Its latest is ${latest}; without version, that is run.`,
      }),
    ];
  // The inputs of older versions are not known here.
  return version === undefined || version === latest ? givenFindings(unit, slug, inputs) : [];
}

/** What is given already is checked; what a template will give has its value only at run time. */
function givenFindings(unit: Unit, slug: string, inputs: KnownWorkflow['inputs']): Finding[] {
  const { input = {} } = unit.given;
  if (input === null || typeof input !== 'object' || Array.isArray(input)) return [];
  return inputFindings(inputs, input).findings.flatMap((found) => {
    const [, name] = found.path ?? [];
    const value = typeof name === 'string' && Object.hasOwn(input, name) ? (input as JsonObject)[name] : undefined;
    const declared = typeof name === 'string' && Object.hasOwn(inputs, name);
    if (declared && value !== undefined && rendersLater(value)) return [];
    return [
      finding('logic.childInput', {
        ...about(unit),
        path: [...unit.at, 'input', ...(value === undefined ? [] : [name!])],
        message: `For "${slug}": ${found.message}`,
        fix: found.fix,
      }),
    ];
  });
}

const rendersLater = (value: Json) => templateRoots(value).length > 0;
