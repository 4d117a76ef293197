import type { JsonObject } from '../../json.ts';
import { hasType, type ValueType } from '../../value-type.ts';
import { isObject, valueAt } from './edit.ts';
import { type Mend, remove, set } from './mend.ts';

const mostNamed = 8;

/** Says in a sentence which steps there are, as a beginning. */
const describe: Mend = (spec) => {
  const steps = Array.isArray(spec.steps) ? spec.steps.filter(isObject) : [];
  if (steps.length === 0) return null;
  const names = steps.slice(0, mostNamed).map(({ name, id }) => String(name ?? id));
  const rest = steps.length - names.length;
  const text = `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`;
  return set(spec, ['description'], text, 'Describe it by its steps');
};

/** The same value in the type that is asked for, or no default. */
const inputDefault: Mend = (spec, found) => {
  if (found.path.at(-1) !== 'default') return null;
  const input = valueAt(spec, found.path.slice(0, -1));
  const given = valueAt(spec, found.path);
  if (!isObject(input) || given === undefined) return null;
  const type = input.type as ValueType;
  if (!hasType(type, given)) {
    const read =
      typeof given === 'string' ? jsonOf(given) : type === 'string' && given !== null ? String(given) : undefined;
    if (read !== undefined && typeof given !== 'object' && hasType(type, read))
      return set(spec, found.path, read, `Write ${JSON.stringify(read)}`);
  }
  return remove(spec, found);
};

function jsonOf(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const outputs = /\{\{-?\s*([A-Za-z_][\w.-]*)\s*-?\}\}/g;

/** Values spliced into a command come in through its environment, written so that they stay one word. */
const intoEnvironment: Mend = (spec, { path }) => {
  const run = valueAt(spec, path);
  const owner = path.slice(0, -1);
  const params = valueAt(spec, owner);
  if (path.at(-1) !== 'run' || typeof run !== 'string' || !isObject(params)) return null;
  const env: JsonObject = isObject(params.env) ? { ...params.env } : {};
  let made = '';
  let last = 0;
  for (const match of run.matchAll(outputs)) {
    const [whole, name = ''] = match;
    const quote = quoteAt(run.slice(0, match.index));
    if (quote === "'") return null;
    const variable = nameFor(name, env, `{{ ${name} }}`);
    env[variable] = `{{ ${name} }}`;
    const read = `\${${variable}}`;
    made += run.slice(last, match.index) + (quote === '"' ? read : `"${read}"`);
    last = match.index + whole.length;
  }
  const mended = made + run.slice(last);
  // Only where each of them is a plain name: what is filtered or looped over has to be written by its author.
  if (last === 0 || /\{\{|\{%/.test(mended)) return null;
  return set(spec, owner, { ...params, run: mended, env }, 'Pass it through the environment');
};

/** The quote that is open at the end of a command's text; what a backslash hides is none. */
function quoteAt(text: string): string {
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '\\' && quote !== "'") at++;
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  return quote;
}

function nameFor(path: string, env: JsonObject, value: string): string {
  const base = path
    .replace(/^(?:inputs|steps)\.|\.output/g, '')
    .replace(/\W+/g, '_')
    .toUpperCase();
  for (let nth = 1; ; nth++) {
    const name = nth === 1 ? base : `${base}_${nth}`;
    if (env[name] === undefined || env[name] === value) return name;
  }
}

/** What good practice and safety ask for. */
export const practiceFixes: Record<string, Mend> = {
  'practice.description': describe,
  'practice.waitForever': (spec, { path }) => set(spec, [...path.slice(0, -1), 'for'], '1d', 'Wait a day at most'),
  'logic.inputDefault': inputDefault,
  'security.sensitiveDefault': remove,
  'security.shellTemplate': intoEnvironment,
};
