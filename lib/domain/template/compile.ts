import type { Template } from 'liquidjs';
import type { SealedName } from '../secret/reference.ts';
import { hasBraces as hasTemplate } from './braces.ts';
import { limits, textEngine, valueEngine } from './engine.ts';
import { bareNameOf } from './sealed-outputs.ts';

export type Compiled = {
  /** The template is exactly one `{{ … }}` and so keeps its value's type. */
  single: boolean;
  parts: Template[] | null;
  /** Paths read from the context, as far as they are written out, with line and column in the template (from 1). */
  roots: Root[];
  /** The same paths, each once. */
  paths: string[][];
  /** For each part: the name that it writes out and nothing else, where a sealed value may stand. */
  bareNames: (SealedName | null)[];
  error: unknown;
};
type Root = { segments: string[]; line: number; column: number };

export { hasTemplate };

const cache = new Map<string, Compiled>();
let cachedLength = 0;

/** Parsed once and kept, up to 20,000 templates or 10 million characters. Never throws. */
export function compile(text: string): Compiled {
  const known = cache.get(text);
  if (known) return known;
  const compiled = compileAnew(text);
  if (cache.size >= 20_000 || cachedLength > 10_000_000) {
    cache.clear();
    cachedLength = 0;
  }
  cache.set(text, compiled);
  cachedLength += text.length;
  return compiled;
}

function compileAnew(text: string): Compiled {
  try {
    if (text.length > limits.length)
      throw new Error(`the template is longer than ${limits.length.toLocaleString('en')} characters`);
    const count = text.match(/\{[{%]/g)?.length ?? 0;
    if (count > limits.parts)
      throw new Error(
        `the template has ${count.toLocaleString('en')} places to fill in; at most ${limits.parts.toLocaleString('en')}`,
      );
    refuseNesting(text);
    const whole = text.startsWith('{{') && text.endsWith('}}');
    let parts = (whole ? valueEngine : textEngine).parse(text);
    const single = whole && parts.length === 1;
    if (whole && !single) parts = textEngine.parse(text);
    const roots = rootsOf(parts);
    return { single, parts, roots, paths: distinct(roots), bareNames: parts.map(bareNameOf), error: null };
  } catch (error) {
    return { single: false, parts: null, roots: [], paths: [], bareNames: [], error };
  }
}

const distinct = (roots: readonly Root[]): string[][] => [
  ...new Map(roots.map(({ segments }) => [JSON.stringify(segments), segments])).values(),
];

/** The parser recurses on brackets and on tags; deep ones would end in a stack overflow. */
function refuseNesting(text: string): void {
  let tags = 0;
  let brackets = 0;
  for (const [sign] of text.matchAll(/\{%-?\s*(?:if|unless|for|case|capture|tablerow|end\w+)\b|\[|\]|\}\}|%\}/g)) {
    if (sign === '[') brackets++;
    else if (sign === ']') brackets = Math.max(0, brackets - 1);
    else if (sign === '}}' || sign === '%}') brackets = 0;
    else tags += /end\w+$/.test(sign) ? -1 : 1;
    if (tags > limits.nesting || brackets > limits.nesting)
      throw new Error(`the template nests more than ${limits.nesting} levels`);
  }
}

/** What is read elsewhere than by the given parts alone: inside tags, through filters, or by its name as data. */
export function otherRoots({ parts, bareNames }: Compiled, bare: (name: SealedName) => boolean): Root[] {
  return rootsOf(
    (parts ?? []).filter((_, index) => {
      const name = bareNames[index];
      return !name || !bare(name);
    }),
  );
}

/** Paths that these parts read from the context. */
export function rootsOf(parts: Template[]): Root[] {
  const roots: Root[] = [];
  for (const variables of Object.values(textEngine.analyzeSync(parts, { partials: false }).globals)) {
    for (const variable of variables) {
      const segments: string[] = [];
      for (const segment of variable.segments) {
        if (typeof segment === 'object') break;
        segments.push(String(segment));
      }
      if (segments.length > 0) roots.push({ segments, line: variable.location.row, column: variable.location.col });
    }
  }
  return roots;
}
