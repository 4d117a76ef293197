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
  if (spec.when !== null) paths.push(...expressionRoots(spec.when));
  if (kind.expressions.length > 0)
    eachText(spec.with, [], (text, at) => {
      if (matchesPath(at, kind.expressions)) paths.push(...expressionRoots(text));
    });
  known.set(spec, paths);
  return paths;
}

function eachText(value: Json, at: string[], visit: (text: string, at: string[]) => void): void {
  if (typeof value === 'string') return visit(value, at);
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) eachText(item, [...at, key], visit);
}
