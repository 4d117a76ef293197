import type { z } from 'zod';
import { didYouMean } from '../../expression/closest-name.ts';
import { gateSchema } from '../../gate/spec.ts';
import { onFailureSchema, ruleSchema } from '../rule-spec.ts';
import {
  cacheSchema,
  concurrencySchema,
  inputSchema,
  needSchema,
  retrySchema,
  stepSchema,
  workflowSchema,
} from '../spec.ts';
import { type Finding, finding } from './finding.ts';

type Issue = z.core.$ZodIssue;
type Path = (string | number)[];

/** What a schema has against a value, in plain words: one finding an issue, with the place and what to do. */
export function shapeFindings(error: z.ZodError, value: unknown): Finding[] {
  return plainIssues(error, value).map(({ rule, path, message, fix }) =>
    finding(rule, { path, message, fix, ...stepOf(path, value) }),
  );
}

export type PlainIssue = { rule: 'syntax.shape' | 'syntax.unknownKey'; path: Path; message: string; fix: string };

/** The same without the workflow around it: `at` names the whole in messages (`with`). */
export function plainIssues(error: z.ZodError, value: unknown, at = ''): PlainIssue[] {
  return error.issues.flatMap((issue) => plainIssue(issue, [], value, at));
}

function plainIssue(issue: Issue, base: Path, root: unknown, at: string): PlainIssue[] {
  const path = [...base, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
  const given = valueAt(root, path);
  const name = placeName(path, at);
  const shape = (message: string, fix: string): PlainIssue[] => [{ rule: 'syntax.shape', path, message, fix }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, 20).map((key) => ({
        rule: 'syntax.unknownKey',
        path: [...path, key],
        message: `"${short(key)}" means nothing in ${name}.`,
        fix: unknownKeyFix(key, path, at),
      }));
    case 'invalid_type':
      if (given === undefined) return shape(`${name} is missing.`, `Add ${lastKey(path)}: ${article(issue.expected)}.`);
      return shape(
        `${name} must be ${article(issue.expected)}, but is ${kindOf(given)}.`,
        `Write ${article(issue.expected)}.`,
      );
    case 'invalid_value': {
      const values = issue.values.map(String);
      const near = typeof given === 'string' ? didYouMean(given, values) : '';
      return shape(
        given === undefined ? `${name} is missing.` : `${name} cannot be ${quoted(given)}.`,
        `Use ${values.length > 1 ? 'one of ' : ''}${values.slice(0, 20).join(', ')}.${near}`,
      );
    }
    case 'too_small':
      if (given === '') return shape(`${name} is empty.`, `Fill in ${lastKey(path)}.`);
      return shape(
        `${name} is too ${issue.origin === 'string' || issue.origin === 'array' ? 'short' : 'small'}.`,
        `Give at least ${issue.minimum}${unit(issue.origin, issue.minimum)}.`,
      );
    case 'too_big':
      return shape(
        `${name} is too ${issue.origin === 'string' || issue.origin === 'array' ? 'long' : 'large'}.`,
        `Give at most ${issue.maximum}${unit(issue.origin, issue.maximum)}.`,
      );
    case 'invalid_format':
      return shape(
        `${name} cannot be ${quoted(given)}.`,
        `It ${issue.message.startsWith('must') ? issue.message : `must match ${'pattern' in issue ? issue.pattern : issue.format}`}.`,
      );
    case 'invalid_key':
      return shape(
        `"${short(String(path.at(-1)))}" cannot be a name in ${placeName(path.slice(0, -1), at)}.`,
        `A name ${issue.issues[0]?.message ?? 'starts with a letter and holds letters, digits, _ and -'}.`,
      );
    case 'invalid_union':
      return unionIssue(issue, path, given, root, at);
    case 'custom':
      return shape(
        `${name} ${issue.message}.`,
        typeof issue.params?.fix === 'string'
          ? issue.params.fix
          : given === undefined
            ? `Add ${lastKey(path)}.`
            : typeof given === 'object'
              ? `Correct ${lastKey(path)}.`
              : `Correct it; it is ${quoted(given)}.`,
      );
    default:
      return shape(`${name}: ${issue.message}.`, 'Correct the value.');
  }
}

/** Of several allowed forms, the one whose author was nearest: right type, deepest mistake. */
function unionIssue(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  given: unknown,
  root: unknown,
  at: string,
): PlainIssue[] {
  const branches = issue.errors.filter(
    (branch) => !branch.some((inner) => inner.path.length === 0 && inner.code === 'invalid_type'),
  );
  const best = branches.toSorted((a, b) => a.length - b.length)[0];
  if (best && best.length > 0) return best.flatMap((inner) => plainIssue(inner, path, root, at));
  const forms = [
    ...new Set(
      issue.errors.flatMap((branch) =>
        branch.map((inner) =>
          inner.code === 'invalid_type'
            ? article(inner.expected)
            : inner.code === 'invalid_value'
              ? inner.values.map(quoted).join(', ')
              : '',
        ),
      ),
    ),
  ].filter((form) => form !== '');
  const name = placeName(path, at);
  if (given === undefined)
    return [
      { rule: 'syntax.shape', path, message: `${name} is missing.`, fix: `Give ${forms.join(' or ') || 'a value'}.` },
    ];
  return [
    {
      rule: 'syntax.shape',
      path,
      message: `${name} cannot be ${quoted(given)}.`,
      fix: `Give ${forms.join(' or ') || 'another form'}.`,
    },
  ];
}

/** The keys each object of the file may have, as its schema says. */
const knownKeys: Record<string, readonly string[]> = {
  workflow: Object.keys(workflowSchema.shape),
  step: Object.keys(stepSchema.shape),
  gate: Object.keys(gateSchema.shape),
  input: Object.keys(inputSchema.shape),
  retry: Object.keys(retrySchema.shape),
  need: Object.keys(needSchema.options[1].shape),
  rule: Object.keys(ruleSchema.shape),
  onFailure: Object.keys(onFailureSchema.shape),
  cache: Object.keys(cacheSchema.shape),
  concurrency: Object.keys(concurrencySchema.shape),
};

/** Keys of the file format that are drawn in the plan of the product but not read by this version. */
const later = new Set(['triggers', 'remind', 'escalate']);

function unknownKeyFix(key: string, path: Path, at: string): string {
  if (at === '' && later.has(key)) return 'This version does not know it yet; remove it.';
  const keys = at === '' ? knownKeys[roleOf(path)] : undefined;
  if (!keys) return 'Remove it, or correct its name.';
  const meant = didYouMean(key, keys);
  return meant ? meant.trim() : `Remove it. Known keys: ${keys.join(', ')}.`;
}

function roleOf(path: Path): string {
  if (path.length === 0) return 'workflow';
  const last = path.findLast((key) => typeof key === 'string');
  if ((path[0] === 'steps' || path[0] === 'handlers') && path.length === 2) return 'step';
  if (path[0] === 'rules' && path.length === 2) return 'rule';
  if (path.length === 1 && (last === 'onFailure' || last === 'concurrency')) return last;
  if (path[0] === 'inputs' && path.length === 2) return 'input';
  return last === 'gate' || last === 'retry' || last === 'cache' ? last : last === 'needs' ? 'need' : '';
}

function stepOf(path: Path, root: unknown): { step?: string } {
  const [list, index] = path;
  if ((list !== 'steps' && list !== 'handlers') || typeof index !== 'number') return {};
  const id = valueAt(root, [list, index, 'id']);
  return typeof id === 'string' && id.length <= 100 ? { step: id } : {};
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** `steps[2].with.run`. */
export function dotted(path: readonly (string | number)[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${short(key)}`))
    .join('');
}

const placeName = (path: Path, at: string) => dotted(at === '' ? path : [at, ...path]) || 'The workflow';
const lastKey = (path: Path) => short(String(path.at(-1) ?? 'it'));
const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function quoted(value: unknown): string {
  if (typeof value === 'string') return `"${short(value)}"`;
  return value === null || typeof value !== 'object' ? String(value) : kindOf(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  const kinds: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    boolean: 'true/false',
    object: 'an object',
  };
  return kinds[typeof value] ?? typeof value;
}

function article(expected: string): string {
  const words: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    record: 'an object',
    null: 'null',
  };
  return words[expected] ?? expected;
}

function unit(origin: string, count: number | bigint): string {
  const word = origin === 'string' ? ' character' : origin === 'array' || origin === 'set' ? ' item' : '';
  return word && Number(count) !== 1 ? `${word}s` : word;
}
