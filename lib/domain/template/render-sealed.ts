import { Context, type Template } from 'liquidjs';
import { toJson } from '../expression/json-result.ts';
import { jsonWithoutReferences, reference, type SealedName, withoutReferences } from '../secret/reference.ts';
import type { Json } from '../workflow/json.ts';
import { type Compiled, otherRoots } from './compile.ts';
import { textEngine, valueEngine } from './engine.ts';
import type { TemplateError } from './explain.ts';

/** Paths of parameters that may hold sealed values (as in path-pattern.ts), and the names of inputs that are sealed. */
export type SealedPlaces = { paths: readonly string[]; inputs: ReadonlySet<string> };

const isSealed = (name: SealedName, { inputs }: SealedPlaces): boolean =>
  name.startsWith('secrets.') || inputs.has(name.slice('inputs.'.length));

/**
 * A template in a place where sealed values may stand: outputs that name one become references, and all else is cleaned
 * of whatever could be taken for one. Its parts share one context, so that `assign` and `capture` work across them.
 */
export function renderSealed(compiled: Compiled, scope: Record<string, unknown>, places: SealedPlaces): Json {
  const { single, bareNames } = compiled;
  const parts = compiled.parts ?? [];
  const engine = single ? valueEngine : textEngine;
  const context = new Context(scope, engine.options, { sync: true }, { liquid: engine });
  let text = '';
  let waiting: Template[] = [];
  const flush = () => {
    if (waiting.length > 0) text += withoutReferences(String(engine.renderSync(waiting, context)));
    waiting = [];
  };
  for (const [index, part] of parts.entries()) {
    const name = bareNames[index];
    if (!name || !isSealed(name, places) || isAbsent(name, scope)) {
      if (single) return jsonWithoutReferences(toJson(engine.renderSync([part], context)));
      waiting.push(part);
      continue;
    }
    flush();
    text += reference(name);
  }
  flush();
  return text;
}

/** An optional sensitive input that was not given is nothing, and not a reference to nothing. */
function isAbsent(name: SealedName, { inputs }: Record<string, unknown>): boolean {
  if (!name.startsWith('inputs.') || typeof inputs !== 'object' || inputs === null) return false;
  const value: unknown = (inputs as Record<string, unknown>)[name.slice('inputs.'.length)];
  return value === null || value === undefined;
}

/** A sealed value that is read through a filter or in a tag, where there is nothing to read. */
export function secretMisused(compiled: Compiled, places: SealedPlaces): TemplateError | null {
  for (const { segments, line, column } of otherRoots(compiled, (name) => isSealed(name, places))) {
    const [root, name] = segments;
    if (root !== 'secrets' && !(root === 'inputs' && name !== undefined && places.inputs.has(name))) continue;
    return {
      message: `${segments.join('.')} is sealed: templates can place it, but not read or change it.`,
      place: `line ${line}, column ${column}`,
      fix: `Write {{ ${root}.${name ?? 'NAME'} }} by itself, without filters and outside of tags.`,
    };
  }
  return null;
}

/** A secret in a place that does not allow one. (A sensitive input there shows its reference, which says nothing.) */
export function secretMisplaced({ roots }: Compiled): TemplateError | null {
  const found = roots.find(({ segments }) => segments[0] === 'secrets');
  if (!found) return null;
  return {
    message: 'Secrets cannot be read here.',
    place: `line ${found.line}, column ${found.column}`,
    fix: 'Pass them through a parameter that keeps them hidden, such as env of a shell step.',
  };
}
