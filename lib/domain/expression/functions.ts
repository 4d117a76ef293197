import type { Environment } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import { withinDepth } from '../workflow/json.ts';
import { spend, spendOn } from './fuel.ts';

/** A mistake of the expression's author that a function noticed. */
export class FunctionError extends Error {}

const patterns = new Map<string, RE2JS>();

/** Compiles with a linear-time engine: no pattern can block the thread for long. Throws FunctionError. */
function pattern(source: string): RE2JS {
  const known = patterns.get(source);
  if (known) return known;
  if (source.length > 500) throw new FunctionError('the pattern is longer than 500 characters');
  // A bounded repetition such as (a{1000}){1000} is unrolled by the engine; its size is what costs.
  if (/\{\d{3,}/.test(source) || (source.match(/\{\d+/g)?.length ?? 0) > 4)
    throw new FunctionError('the pattern repeats too much; use at most 99 in {…}, and at most four of them');
  try {
    const compiled = RE2JS.compile(source);
    if (patterns.size >= 500) patterns.clear();
    patterns.set(source, compiled);
    return compiled;
  } catch (error) {
    throw new FunctionError(`not a valid pattern: ${error instanceof Error ? error.message : 'unknown error'}`);
  }
}

function re(text: string, source: string): boolean {
  // The engine walks the text once for each state of the pattern.
  spend(200 + text.length * (1 + (source.length >> 3)));
  return pattern(source).matcher(text).find();
}

function parseJson(text: string): unknown {
  spend(text.length >> 2);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FunctionError(
      `this text is not JSON: ${JSON.stringify(text.slice(0, 40))}${text.length > 40 ? '…' : ''}`,
    );
  }
  if (!withinDepth(value)) throw new FunctionError('this JSON nests too deep');
  return value;
}

function sorted(list: unknown[]): unknown[] {
  spend(list.length * 20);
  const kinds = new Set(list.map((item) => (typeof item === 'bigint' ? 'number' : typeof item)));
  if (kinds.size > 1 || !['string', 'number', undefined].includes([...kinds][0]))
    throw new FunctionError('sort() takes a list of texts or a list of numbers');
  return [...list].sort((a, b) => ((a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0));
}

function sum(list: unknown[]): number {
  let total = 0;
  for (const item of list) {
    if (typeof item !== 'number' && typeof item !== 'bigint') throw new FunctionError('sum() takes a list of numbers');
    total += Number(item);
  }
  return total;
}

function unique(list: unknown[]): unknown[] {
  spendOn(list);
  const seen = new Set<string>();
  return list.filter((item) => {
    const key = text(item);
    return seen.has(key) ? false : seen.add(key);
  });
}

function text(value: unknown): string {
  return (
    JSON.stringify(value, (_, item) =>
      typeof item === 'bigint' ? Number(item) : item instanceof Map ? Object.fromEntries(item) : item,
    ) ?? 'null'
  );
}

const entries = (map: object): [string, unknown][] =>
  map instanceof Map ? [...map].map(([key, value]) => [String(key), value]) : Object.entries(map);

function toText(value: unknown): string {
  spendOn(value);
  return text(value);
}

/** What users may call beyond CEL's own functions. `signature` is CEL's; the text is shown in the editor and the docs. */
export const extraFunctions = [
  { signature: 're(string, string): bool', explain: 'true when the pattern (RE2) is found in the text', call: re },
  { signature: 'string.re(string): bool', explain: 'the same as re(text, pattern)', call: re },
  {
    signature: 'contains(string, string): bool',
    explain: 'true when the text holds the other text',
    call: (a: string, b: string) => a.includes(b),
  },
  {
    signature: 'startsWith(string, string): bool',
    explain: 'true when the text starts so',
    call: (a: string, b: string) => a.startsWith(b),
  },
  {
    signature: 'endsWith(string, string): bool',
    explain: 'true when the text ends so',
    call: (a: string, b: string) => a.endsWith(b),
  },
  { signature: 'lower(string): string', explain: 'in small letters', call: (a: string) => a.toLowerCase() },
  { signature: 'string.lower(): string', explain: 'in small letters', call: (a: string) => a.toLowerCase() },
  { signature: 'upper(string): string', explain: 'in capitals', call: (a: string) => a.toUpperCase() },
  { signature: 'string.upper(): string', explain: 'in capitals', call: (a: string) => a.toUpperCase() },
  { signature: 'trim(string): string', explain: 'without blanks at both ends', call: (a: string) => a.trim() },
  {
    signature: 'split(string, string): list<string>',
    explain: 'the parts between a separator',
    call: (a: string, b: string) => a.split(b),
  },
  {
    signature: 'join(list, string): string',
    explain: 'one text out of a list',
    call: (list: unknown[], by: string) => list.map((item) => (typeof item === 'string' ? item : text(item))).join(by),
  },
  {
    signature: 'lines(string): list<string>',
    explain: 'the lines of a text, without empty ones',
    call: (a: string) => a.split(/\r?\n/).filter((line) => line !== ''),
  },
  { signature: 'string.replace(string, string): string', explain: 'every occurrence replaced', call: replace },
  {
    signature: 'keys(map): list<string>',
    explain: 'the names in an object',
    call: (map: object) => entries(map).map(([key]) => key),
  },
  {
    signature: 'values(map): list<dyn>',
    explain: 'the values in an object',
    call: (map: object) => entries(map).map(([, value]) => value),
  },
  {
    signature: 'list.contains(dyn): bool',
    explain: 'true when the list holds the value',
    call: (list: unknown[], item: unknown) => list.some((other) => text(other) === text(item)),
  },
  { signature: 'sort(list): list<dyn>', explain: 'texts or numbers in order', call: sorted },
  { signature: 'unique(list): list<dyn>', explain: 'without repetitions', call: unique },
  {
    signature: 'flatten(list): list<dyn>',
    explain: 'one level of lists opened',
    call: (list: unknown[]) => list.flat(),
  },
  {
    signature: 'reverse(list): list<dyn>',
    explain: 'in the opposite order',
    call: (list: unknown[]) => [...list].reverse(),
  },
  { signature: 'sum(list): double', explain: 'the sum of numbers', call: sum },
  { signature: 'round(double): double', explain: 'the nearest whole number', call: Math.round },
  {
    signature: 'json(dyn): string',
    explain: 'the value as JSON text',
    call: toText,
  },
  { signature: 'parseJson(string): dyn', explain: 'the value of a JSON text', call: parseJson },
] as const;

function replace(subject: string, from: string, to: string): string {
  const count = from === '' ? subject.length + 1 : subject.split(from).length - 1;
  spend((subject.length + count * to.length) >> 3);
  return subject.replaceAll(from, () => to);
}

/** Adds them, and the mixed arithmetic that JSON numbers (all doubles) need to be written naturally. */
export function registerExtras(environment: Environment): void {
  for (const { signature, call } of extraFunctions)
    environment.registerFunction(signature, call as (...args: never[]) => unknown, { async: false } as object);
  const arithmetic = {
    '+': (a: number, b: number) => a + b,
    '-': (a: number, b: number) => a - b,
    '*': (a: number, b: number) => a * b,
    '/': (a: number, b: number) => a / b,
    '%': (a: number, b: number) => a % b,
  };
  for (const [sign, apply] of Object.entries(arithmetic)) {
    const mixed = (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b));
    environment.registerOperator(`double ${sign} int: double`, mixed);
    environment.registerOperator(`int ${sign} double: double`, mixed);
  }
  environment.registerOperator('double % double: double', arithmetic['%']);
  environment.registerOperator('int == double', (a: bigint, b: number) => Number(a) === b);
}
