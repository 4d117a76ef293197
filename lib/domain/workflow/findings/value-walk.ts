import { hasTemplate } from '../../template/compile.ts';
import { matchesPath } from '../../template/path-pattern.ts';
import type { Json } from '../json.ts';
import type { KindRules } from '../kind-catalogue.ts';

export type TextIn = { text: string; path: (string | number)[]; role: 'literal' | 'expression' | 'template' | 'plain' };

/** Every text in a step's `with` (or in `outputs`), with what it is: a command, an expression, a template, or just text. */
export function textsIn(value: Json, kind: Pick<KindRules, 'literal' | 'expressions'> | undefined): TextIn[] {
  const found: TextIn[] = [];
  const visit = (item: Json, path: (string | number)[]): void => {
    if (typeof item === 'string') found.push({ text: item, path, role: roleOf(item, path.map(String), kind) });
    else if (Array.isArray(item)) for (const [index, child] of item.entries()) visit(child, [...path, index]);
    else if (item !== null && typeof item === 'object')
      for (const [key, child] of Object.entries(item)) visit(child, [...path, key]);
  };
  visit(value, []);
  return found;
}

function roleOf(
  text: string,
  path: string[],
  kind: Pick<KindRules, 'literal' | 'expressions'> | undefined,
): TextIn['role'] {
  if (kind && matchesPath(path, kind.literal)) return 'literal';
  if (kind && matchesPath(path, kind.expressions)) return 'expression';
  return hasTemplate(text) ? 'template' : 'plain';
}
