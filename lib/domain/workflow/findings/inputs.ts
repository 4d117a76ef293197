import { RE2JS } from 're2js';
import { didYouMean } from '../../expression/closest-name.ts';
import { holdsReferenceMarks } from '../../secret/reference.ts';
import { type Json, type JsonObject, maxDepth, withinDepth } from '../json.ts';
import type { InputSpec } from '../spec.ts';
import { hasType, typeWords } from '../value-type.ts';
import { type Finding, finding } from './finding.ts';

/**
 * The input of a run: defaults filled in, every value checked against its declaration. `given` may be anything. Has
 * `value` only when nothing is wrong.
 */
export function inputFindings(
  inputs: Record<string, InputSpec>,
  given: unknown,
): { value?: JsonObject; findings: Finding[] } {
  if (given !== undefined && given !== null && (typeof given !== 'object' || Array.isArray(given)))
    return {
      findings: [
        finding('logic.input', {
          path: ['input'],
          message: 'The input is not an object.',
          fix: 'Give an object with one field an input.',
        }),
      ],
    };
  if (!withinDepth(given))
    return {
      findings: [
        finding('logic.input', {
          path: ['input'],
          message: `The input nests more than ${maxDepth} levels.`,
          fix: 'Flatten it.',
        }),
      ],
    };
  const values = (given ?? {}) as JsonObject;
  const findings: Finding[] = [];
  for (const name of Object.keys(values))
    if (!Object.hasOwn(inputs, name))
      findings.push(
        finding('logic.input', {
          path: ['input', name],
          message: `The workflow has no input "${name.slice(0, 60)}".`,
          fix: `Inputs: ${Object.keys(inputs).join(', ') || 'none'}.${didYouMean(name, Object.keys(inputs))}`,
        }),
      );
  const entries: [string, Json][] = [];
  for (const [name, spec] of Object.entries(inputs)) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) {
      if (spec.default !== undefined) entries.push([name, spec.default as Json]);
      else if (spec.required !== false)
        findings.push(
          finding('logic.input', {
            path: ['input', name],
            message: `${name} is missing.`,
            fix: spec.description ? `Give it: ${spec.description.slice(0, 200)}` : `Give ${typeWords[spec.type]}.`,
          }),
        );
      else entries.push([name, null]);
      continue;
    }
    if (value === null && spec.required === false) {
      entries.push([name, null]);
      continue;
    }
    const wrong = mismatch(spec, value);
    if (wrong)
      findings.push(
        finding('logic.input', { path: ['input', name], message: `${name} ${wrong.message}.`, fix: wrong.fix }),
      );
    else entries.push([name, value]);
  }
  return findings.length > 0 ? { findings } : { value: Object.fromEntries(entries), findings };
}

/** Names of the inputs whose values are sealed. */
export const sensitiveInputs = (inputs: Record<string, InputSpec>): string[] =>
  Object.entries(inputs).flatMap(([name, { sensitive }]) => (sensitive ? [name] : []));

/** Declarations that contradict themselves. */
export function inputDefaultFindings(inputs: Record<string, InputSpec>): Finding[] {
  return Object.entries(inputs).flatMap(([name, spec]) => {
    const found: Finding[] = [];
    const bad = spec.enum?.findIndex((choice) => mismatch({ type: spec.type }, choice as Json) !== null) ?? -1;
    if (bad >= 0)
      found.push(
        finding('logic.inputDefault', {
          path: ['inputs', name, 'enum', bad],
          message: `A choice of "${name}" is not ${typeWords[spec.type]}.`,
          fix: 'Correct the choice, or the type.',
        }),
      );
    if (spec.pattern !== undefined && !patternOf(spec.pattern))
      found.push(
        finding('logic.inputDefault', {
          path: ['inputs', name, 'pattern'],
          message: `The pattern of "${name}" cannot be read.`,
          fix: 'Use a regular expression of RE2 (no look-around, no back references).',
        }),
      );
    if (spec.sensitive) found.push(...sensitiveFindings(name, spec));
    const wrong = spec.default === undefined ? null : mismatch(spec, spec.default as Json);
    if (wrong)
      found.push(
        finding('logic.inputDefault', {
          path: ['inputs', name, 'default'],
          message: `The default of "${name}" ${wrong.message}.`,
          fix: wrong.fix,
        }),
      );
    return found;
  });
}

function sensitiveFindings(name: string, spec: InputSpec): Finding[] {
  const found: Finding[] = [];
  if (spec.type !== 'string')
    found.push(
      finding('logic.inputDefault', {
        path: ['inputs', name, 'sensitive'],
        message: `Only a text can be sensitive; "${name}" is ${typeWords[spec.type]}.`,
        fix: 'Make its type string, or remove sensitive.',
      }),
    );
  for (const key of ['default', 'enum'] as const)
    if (spec[key] !== undefined)
      found.push(
        finding('security.sensitiveDefault', {
          path: ['inputs', name, key],
          message: `The ${key === 'default' ? 'default' : 'choices'} of "${name}" would stand in the workflow for everybody to read.`,
          fix: `Remove ${key}; keep a value that is always the same as a secret of the workspace.`,
        }),
      );
  return found;
}

/** Never quotes a sensitive value: the answer may be logged where it goes. */
function mismatch(spec: InputSpec, value: Json): { message: string; fix: string } | null {
  const quoted = spec.sensitive ? 'something else' : JSON.stringify(value).slice(0, 60);
  if (!hasType(spec.type, value))
    return {
      message: `must be ${typeWords[spec.type]}, but is ${value === null ? 'empty' : quoted}`,
      fix: `Give ${typeWords[spec.type]}.`,
    };
  if (holdsReferenceMarks(value))
    return {
      message: 'holds a character that cannot be used in values',
      fix: 'Remove the noncharacters U+FDD0 and U+FDD1.',
    };
  if (spec.enum && !spec.enum.some((choice) => JSON.stringify(choice) === JSON.stringify(value)))
    return {
      message: `cannot be ${quoted}`,
      fix: `Choose one of ${spec.enum
        .map((choice) => JSON.stringify(choice))
        .join(', ')
        .slice(0, 300)}.`,
    };
  if (typeof value === 'string') {
    if (value.includes('\u0000') || !value.isWellFormed())
      return {
        message: 'holds a character that cannot be stored',
        fix: 'Remove NUL characters and half surrogate pairs.',
      };
    if (spec.minimum !== undefined && value.length < spec.minimum)
      return { message: `is shorter than ${spec.minimum} characters`, fix: 'Give a longer text.' };
    if (spec.maximum !== undefined && value.length > spec.maximum)
      return { message: `is longer than ${spec.maximum} characters`, fix: 'Give a shorter text.' };
    const pattern = spec.pattern === undefined ? null : patternOf(spec.pattern);
    if (pattern && !pattern.matcher(value.slice(0, 100_000)).find())
      return { message: `does not match ${spec.pattern}`, fix: 'Give a text of that form.' };
  }
  const size = typeof value === 'number' ? value : Array.isArray(value) ? value.length : null;
  const what = Array.isArray(value) ? ' items' : '';
  if (size !== null && spec.minimum !== undefined && size < spec.minimum)
    return { message: `is less than ${spec.minimum}${what}`, fix: `Give at least ${spec.minimum}${what}.` };
  if (size !== null && spec.maximum !== undefined && size > spec.maximum)
    return { message: `is more than ${spec.maximum}${what}`, fix: `Give at most ${spec.maximum}${what}.` };
  return null;
}

/** A linear-time engine: the pattern is the author's, the text anybody's. */
function patternOf(source: string): RE2JS | null {
  try {
    return RE2JS.compile(source);
  } catch {
    return null;
  }
}
