import type { Json } from '../workflow/json.ts';
import { closestName, didYouMean } from './closest-name.ts';
import { MatchesRefused } from './compile.ts';
import { outOfFuel } from './fuel.ts';
import { FunctionError } from './functions.ts';
import { NotJson } from './json-result.ts';

/** What is wrong with an expression, for the person who wrote it. `place` is `line 1, column 5`. */
export type ExpressionError = { message: string; place?: string; fix?: string };

type CelError = Error & {
  code: string;
  summary: string;
  range?: { start: number; end: number };
  node?: { op?: string; args?: unknown };
};

const isCelError = (error: unknown): error is CelError =>
  error instanceof Error && 'summary' in error && 'code' in error;

/** Says an error of the library, of a function or of a limit in plain words. `context` is what could be read. */
export function explain(error: unknown, source: string, context: Record<string, unknown> = {}): ExpressionError {
  if (error === outOfFuel)
    return {
      message: 'The expression does too much work.',
      fix: 'Work on fewer items, avoid loops inside loops, or use a script step.',
    };
  if (error instanceof MatchesRefused)
    return {
      message: 'matches() is not available.',
      place: placeOf(source, error.node.start),
      fix: 'Use re(text, pattern), which takes the same patterns and cannot hang.',
    };
  if (error instanceof NotJson)
    return {
      message: `${capital(error.message)}.`,
      fix: 'Return a text, a number, true/false, null, a list or an object.',
    };
  if (error instanceof FunctionError) return { message: `${capital(error.message)}.` };
  if (error instanceof RangeError)
    return {
      message: 'The expression builds something too large or nests too deep.',
      fix: 'Split it over several steps.',
    };
  if (!isCelError(error))
    return { message: `${capital(error instanceof Error ? error.message : 'The expression failed')}.` };
  const place = error.range ? placeOf(source, error.range.start) : undefined;
  const words = celWords(error, context);
  if (source.trimStart().startsWith('{{')) words.fix = 'An expression is written without {{ }}.';
  return { ...words, ...(place ? { place } : {}) };
}

function celWords(error: CelError, context: Record<string, unknown>): { message: string; fix?: string } {
  const summary = `${capital(error.summary)}.`;
  switch (error.code) {
    case 'unknown_variable': {
      const name = error.summary.replace('Unknown variable: ', '');
      return {
        message: `Nothing is called "${name}" here.`,
        fix: `Available: ${Object.keys(context).slice(0, 12).join(', ') || 'nothing'}.${didYouMean(name, Object.keys(context))}${hyphenHint(name, context)}`,
      };
    }
    case 'no_such_key': {
      const key = error.summary.replace('No such key: ', '');
      const [path, value] = reached(error, context);
      const keys = value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [];
      const hyphenated = keys.find((name) => name.startsWith(`${key}-`));
      if (hyphenated)
        return {
          message: `There is no "${key}" in ${path}.`,
          fix: `A name with a hyphen is written ${path}["${hyphenated}"].`,
        };
      const near = closestName(key, keys);
      const listed = keys.length > 0 ? ` It has: ${keys.slice(0, 10).join(', ')}${keys.length > 10 ? ', …' : ''}.` : '';
      return {
        message: `There is no "${key}" in ${path || 'that value'}.${listed}`,
        fix: near ? `Did you mean "${near}"?` : `Use has(${path || 'x'}.${key}) to test for it first.`,
      };
    }
    case 'no_such_overload':
      return {
        message: overloadWords(error.summary),
        fix:
          /string/.test(error.summary) && /int|double/.test(error.summary)
            ? 'Turn one side into the other with string(x), int(x) or double(x).'
            : 'Compare or combine values of one type.',
      };
    case 'incompatible_ternary_branches':
      return { message: summary, fix: 'Wrap one branch in dyn(…) when two types are meant.' };
    case 'no_matching_overload': {
      const name = /'(?:[\w<>, ]+\.)?(\w+)\(/.exec(error.summary)?.[1] ?? '';
      return {
        message: `${capital(error.summary.replace('found no matching overload for', 'there is no function'))}.`,
        fix: `Check the name and the types it takes.${didYouMean(name, knownFunctions)}`,
      };
    }
    case 'unexpected_token':
    case 'unexpected_character':
    case 'parse_error':
      return {
        message: /EOF/.test(error.summary) ? 'The expression ends too early.' : summary,
        fix: 'Texts stand in quotes; use ==, &&, || and ! for logic.',
      };
    case 'limit_exceeded':
      return { message: summary, fix: 'Split it over several steps.' };
    default:
      return { message: summary };
  }
}

const knownFunctions = [
  'size',
  'contains',
  'startsWith',
  'endsWith',
  'lower',
  'upper',
  'trim',
  'split',
  'join',
  'lines',
  'replace',
  'has',
  'string',
  'int',
  'double',
  'bool',
  'keys',
  'values',
  're',
  'sort',
  'unique',
  'flatten',
  'reverse',
  'sum',
  'round',
  'json',
  'parseJson',
  'timestamp',
  'duration',
  'all',
  'exists',
  'exists_one',
  'map',
  'filter',
  'indexOf',
  'substring',
  'type',
  'dyn',
];

function overloadWords(summary: string): string {
  const match = /no such overload: (?:dyn<)?(.+?)>? (==|!=|<=|>=|<|>|\+|-|\*|\/|%|in) (?:dyn<)?(.+?)>?$/.exec(summary);
  return match
    ? `${capital(word(match[1]!))} and ${word(match[3]!)} cannot be combined with ${match[2]}.`
    : `${capital(summary)}.`;
}

function word(type: string): string {
  const plain = type.replace(/^dyn<(.+)>$/, '$1');
  const words: Record<string, string> = {
    string: 'text',
    int: 'a number',
    double: 'a number',
    bool: 'true/false',
    null: 'null',
    dyn: 'this value',
  };
  return words[plain] ?? (plain.startsWith('list') ? 'a list' : plain.startsWith('map') ? 'an object' : plain);
}

function hyphenHint(name: string, context: Record<string, unknown>): string {
  const steps = context.steps;
  const id =
    steps !== null && typeof steps === 'object'
      ? Object.keys(steps).find((key) => key.endsWith(`-${name}`))
      : undefined;
  return id ? ` A name with a hyphen is written steps["${id}"].` : '';
}

/** How far a failed access came: the path as written, and the value there. */
function reached(error: CelError, context: Record<string, unknown>): [string, unknown] {
  const keys: string[] = [];
  let node: unknown = Array.isArray(error.node?.args) ? error.node.args[0] : undefined;
  while (node !== null && typeof node === 'object' && 'op' in node && 'args' in node) {
    if (node.op === 'id') {
      keys.unshift(String(node.args));
      break;
    }
    if ((node.op !== '.' && node.op !== '[]') || !Array.isArray(node.args)) return ['', undefined];
    const key: unknown = node.args[1];
    if (typeof key === 'string') keys.unshift(key);
    else if (key !== null && typeof key === 'object' && 'args' in key) keys.unshift(String(key.args));
    node = node.args[0];
  }
  let value: unknown = context;
  for (const key of keys)
    value =
      value !== null && typeof value === 'object' && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined;
  const path = keys
    .map((key, index) => (index === 0 ? key : /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `["${key}"]`))
    .join('');
  return [path, value as Json];
}

export function placeOf(source: string, offset: number): string {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  return `line ${line}, column ${offset - before.lastIndexOf('\n')}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, '');
