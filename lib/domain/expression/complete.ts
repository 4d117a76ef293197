import type { Json } from '../workflow/json.ts';
import { extraFunctions } from './functions.ts';
import { childrenOf, type NameInSight } from './sight.ts';

export type Candidate = {
  /** What is written in place of the text from `from` to the cursor. */
  text: string;
  kind: 'name' | 'function' | 'filter';
  type: string;
  doc: string;
};
export type Completion = { from: number; candidates: Candidate[] };
export type Code = { language: 'cel' | 'template'; text: string; offset: number };

const plainName = /^[A-Za-z_]\w*$/;
const pathBefore = /(?:[A-Za-z_]\w*|\[(?:"[^"]*"|\d+)\])(?:\.[A-Za-z_]\w*|\[(?:"[^"]*"|\d+)\])*(?:\.\w*)?$/;

/**
 * What can be written at the place: the names in sight, the fields of what stands before a dot, functions and filters.
 * Null where nothing is read: in texts in quotes, and in a template outside of its braces. `filters`: names of those
 * that templates have.
 */
export function completeAt(
  names: readonly NameInSight[],
  code: Code,
  filters: readonly string[] = [],
): Completion | null {
  const before = codeBefore(code);
  if (before === null) return null;
  const { offset, language } = code;
  const piped = language === 'template' ? /\|\s*(\w*)$/.exec(before) : null;
  if (piped) {
    const typed = piped[1] ?? '';
    return at(offset - typed.length, filters.filter((name) => name.startsWith(typed)).map(filter));
  }
  const path = pathBefore.exec(before)?.[0] ?? '';
  const dot = path.lastIndexOf('.');
  if (dot >= 0) {
    const owner = resolve(names, path.slice(0, dot));
    const typed = path.slice(dot + 1);
    const fields = (owner && !Array.isArray(owner.value) ? childrenOf(owner) : []).filter(({ name }) =>
      name.startsWith(typed),
    );
    // A name with a hyphen takes brackets, which take the place of the dot.
    if (fields.some(({ name }) => !plainName.test(name)))
      return at(
        offset - typed.length - 1,
        fields.map((each) => candidate(each, plainName.test(each.name) ? `.${each.name}` : `["${each.name}"]`)),
      );
    return at(
      offset - typed.length,
      fields.map((each) => candidate(each, each.name)),
    );
  }
  const roots = names.filter(({ name }) => name.startsWith(path)).map((each) => candidate(each, each.name));
  return at(offset - path.length, language === 'cel' ? [...roots, ...functions(path)] : roots);
}

/** The name at the place, whole or as far as the cursor is in it; null where there is none. */
export function nameAt(names: readonly NameInSight[], code: Code): (NameInSight & { from: number; to: number }) | null {
  const rest = /^\w*/.exec(code.text.slice(code.offset))?.[0].length ?? 0;
  const to = code.offset + rest;
  const before = codeBefore({ ...code, offset: to });
  const path = before === null ? undefined : pathBefore.exec(before)?.[0];
  if (!path || path.endsWith('.')) return null;
  const found = resolve(names, path);
  return found ? { ...found, from: to - path.length, to } : null;
}

const at = (from: number, candidates: Candidate[]): Completion | null =>
  candidates.length === 0 ? null : { from, candidates };

const candidate = ({ type, doc, value }: NameInSight, text: string): Candidate => ({
  text,
  kind: 'name',
  type,
  doc: value === undefined ? doc : [doc, `last run: ${shortJson(value)}`].filter(Boolean).join(' · '),
});

const filter = (text: string): Candidate => ({ text, kind: 'filter', type: 'filter', doc: '' });

const functions = (typed: string): Candidate[] =>
  extraFunctions.flatMap(({ signature, explain }) => {
    const name = /^(\w+)\(/.exec(signature)?.[1];
    if (typed === '' || !name?.startsWith(typed)) return [];
    return [{ text: name, kind: 'function' as const, type: signature, doc: explain }];
  });

/** The code before the cursor; null where the cursor is in no code. */
function codeBefore({ language, text, offset }: Code): string | null {
  const all = text.slice(0, offset);
  const start = language === 'cel' ? 0 : Math.max(all.lastIndexOf('{{'), all.lastIndexOf('{%'));
  if (start < 0) return null;
  if (language === 'template' && Math.max(all.lastIndexOf('}}'), all.lastIndexOf('%}')) > start) return null;
  const code = all.slice(language === 'cel' ? 0 : start + 2);
  let quote = '';
  for (const character of code) {
    if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  return quote === '' ? code : null;
}

function resolve(names: readonly NameInSight[], path: string): NameInSight | null {
  const segments = [...path.matchAll(/[A-Za-z_]\w*|\["([^"]*)"\]|\[(\d+)\]/g)].map(
    ([plain, key, index]) => key ?? index ?? plain,
  );
  let found: NameInSight | undefined;
  for (const segment of segments) {
    found = (found ? childrenOf(found) : names).find(({ name }) => name === segment);
    if (!found) return null;
  }
  return found ?? null;
}

const longest = 60;

/** A value in a few words: its JSON, cut. */
export function shortJson(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
