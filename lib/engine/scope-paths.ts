import { expressionRoots } from '#lib/domain/expression/evaluate.ts';
import { matchesPath } from '#lib/domain/template/path-pattern.ts';
import { templateRoots } from '#lib/domain/template/render.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { NormalStep } from '#lib/domain/workflow/normal.ts';
import type { StepKind } from './step-kind.ts';

const known = new WeakMap<NormalStep, string[][]>();

/** The paths that a step's `when`, templates and expressions read, so that only these are built and loaded. */
export function pathsOf(spec: NormalStep, kind: StepKind): string[][] {
  const found = known.get(spec);
  if (found) return found;
  const paths = templateRoots(spec.with);
  if (spec.cache?.key) paths.push(...templateRoots(spec.cache.key));
  if (spec.when !== null) paths.push(...expressionRoots(spec.when));
  if (kind.expressions.length > 0)
    eachText(spec.with, [], (text, at) => {
      if (matchesPath(at, kind.expressions))
        paths.push(...expressionRoots(kind.readAs?.(text, at.join('.')).source ?? text));
    });
  known.set(spec, paths);
  return paths;
}

function eachText(value: Json, at: string[], visit: (text: string, at: string[]) => void): void {
  if (typeof value === 'string') return visit(value, at);
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) eachText(item, [...at, key], visit);
}

type Weight = { heavy: boolean; parts: number; loops: number };
const weights = new WeakMap<NormalStep, Weight>();

/**
 * Whether working the step out may take more than some tens of milliseconds, and therefore must not be done on the
 * thread that drives runs. One expression is bounded to about 20 ms and one template to 500 ms by their own limits, so
 * that loops in templates (but for a single one over small values), many expressions and many parts over much data count
 * as heavy. `bytes`: the large values that the scope loads.
 */
export function isHeavy(spec: NormalStep, kind: StepKind, bytes: number): boolean {
  const weight = weights.get(spec) ?? weigh(spec, kind);
  if (weight.heavy || bytes > 1024 * 1024) return true;
  return bytes > 0 && (weight.loops > 0 || (weight.parts > 4 && bytes > 64 * 1024));
}

function weigh(spec: NormalStep, kind: StepKind): Weight {
  let expressions = spec.when === null ? 0 : 1;
  let parts = 0;
  let loops = 0;
  let ranges = false;
  eachText(spec.with, [], (text, at) => {
    if (matchesPath(at, kind.expressions)) expressions += 1;
    else if (!matchesPath(at, kind.literal)) {
      parts += text.split('{{').length - 1;
      loops += text.match(/\{%-?\s*(for|tablerow)\b/g)?.length ?? 0;
      ranges ||= text.includes('..');
    }
  });
  const heavy = expressions > 4 || parts > 32 || loops > 1 || (loops > 0 && ranges);
  const weight = { heavy, parts, loops };
  weights.set(spec, weight);
  return weight;
}
