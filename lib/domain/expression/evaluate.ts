import type { Json } from '../workflow/json.ts';
import { compile } from './compile.ts';
import { type ExpressionError, explain } from './explain.ts';
import { refuel } from './fuel.ts';
import { toJson } from './json-result.ts';

export type Evaluated = { ok: true; value: Json } | { ok: false; error: ExpressionError };

/**
 * The value of a CEL expression over JSON data. Reads own properties only; has no clock, no randomness and no way out;
 * is stopped after a bounded amount of work (some tens of milliseconds). Never throws.
 */
export function evaluate(source: string, context: Record<string, unknown>): Evaluated {
  const compiled = compile(source);
  if (!compiled.run) return { ok: false, error: explain(compiled.error, source, context) };
  try {
    // Without a prototype, so that `constructor` or `toString` are unknown names like any other.
    const scope: Record<string, unknown> = Object.assign(Object.create(null), context);
    refuel();
    let value: unknown;
    try {
      value = compiled.run(scope);
    } catch (error) {
      if (!isUnsupported(error)) throw error;
      // An object with a field called "constructor" confuses the library's type test; as a Map it is read correctly.
      refuel();
      value = compiled.run(Object.fromEntries(Object.entries(context).map(([key, item]) => [key, withMaps(item)])));
    }
    return { ok: true, value: toJson(value) };
  } catch (error) {
    return { ok: false, error: explain(error, source, context) };
  }
}

/** What is wrong with the expression before any data is known: syntax, unknown functions, types that cannot meet. */
export function checkExpression(source: string): ExpressionError | null {
  const compiled = compile(source);
  return compiled.run ? null : explain(compiled.error, source);
}

/** Why it can never be a condition, when its value is known to be something else: `int`; null when it may be one. */
export function otherThanBoolean(source: string): string | null {
  const { type } = compile(source);
  return type === null || type === 'bool' || type === 'dyn' ? null : type;
}

/** The paths it reads, as far as they are written out: `steps.notes.output.text` → ['steps','notes','output','text']. */
export function expressionRoots(source: string): string[][] {
  return compile(source).paths.map((path) => path.segments);
}

function isUnsupported(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'unsupported_type';
}

function withMaps(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withMaps);
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, withMaps(item)]);
  return Object.hasOwn(value, 'constructor') ? new Map(entries) : Object.fromEntries(entries);
}
