import { type Json, type JsonObject, withinDepth } from '../workflow/json.ts';
import { compile, hasTemplate, rootsOf } from './compile.ts';
import { matchesPath } from './path-pattern.ts';

/**
 * A value whose templates are rendered before all they read is known: what reads something unknown becomes a text that
 * names it (`⟨steps.build.output.stdout⟩`), the rest is left to be rendered. `except`: paths that are never rendered.
 * `later`: whether anything was replaced.
 */
export function withLater(
  json: JsonObject,
  unknown: (path: string[]) => boolean,
  except: readonly string[],
): { value: JsonObject; later: boolean } {
  if (!withinDepth(json)) return { value: json, later: false };
  let later = false;
  const walk = (value: Json, path: string[]): Json => {
    if (typeof value === 'string') {
      if (!hasTemplate(value) || matchesPath(path, except)) return value;
      const text = textWithLater(value, unknown);
      later ||= text !== value;
      return text;
    }
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, String(index)]));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
  };
  const value = walk(json, []) as JsonObject;
  return { value, later };
}

const named = (what: string) => `⟨${what}⟩`;

function textWithLater(text: string, unknown: (path: string[]) => boolean): string {
  const { parts } = compile(text);
  if (!parts) return text;
  const reads = parts.map((part) =>
    rootsOf([part])
      .map(({ segments }) => segments)
      .find(unknown),
  );
  if (reads.every((path) => path === undefined)) return text;
  // What a tag (a condition, a loop, an assignment) reads decides about the rest of the text too.
  const tag = parts.findIndex((part, index) => reads[index] && !/^\{\{/.test(written(text, part.token)));
  if (tag >= 0) return named(`a text with ${reads[tag]!.join('.')}`);
  let result = '';
  let at = 0;
  for (const [index, { token }] of parts.entries()) {
    if (!reads[index]) continue;
    result += text.slice(at, token.begin);
    result += named(written(text, token).replace(/^\{\{-?\s*|\s*-?\}\}$/g, ''));
    at = token.end;
  }
  return result + text.slice(at);
}

const written = (text: string, { begin, end }: { begin: number; end: number }) => text.slice(begin, end);
