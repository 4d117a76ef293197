import { z } from 'zod';
import { evaluate, expressionRoots } from '#lib/domain/expression/evaluate.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { isObject } from './is-object.ts';
import { defineKind } from './kind.ts';

const expression = z.string().min(1).max(10_000).meta({ title: 'A condition' });
const inWords = z
  .strictObject({ when: z.string().min(1).max(10_000), message: z.string().max(2000) })
  .meta({ title: 'A condition, and what is said when it does not hold' });

export const assertKind = defineKind({
  kind: 'assert',
  label: 'Assert',
  group: 'Logic',
  description: 'Checks that conditions hold, and says which did not and what they read.',
  icon: 'shield-check',
  where: 'driver',
  hints: {
    that: {
      placeholder: 'steps.count.output.value > 0',
      help: 'Conditions (CEL), all of which must hold.',
    },
    onFail: {
      placeholder: 'fail',
      help: 'fail: the step fails. warn: it succeeds with a warning. skip: it is skipped.',
    },
  },
  summary: ['that'],
  example: { id: 'check', kind: 'assert', with: { that: ["inputs.version != ''"], onFail: 'fail' } },
  params: z.strictObject({
    that: z
      .array(z.union([expression, inWords]))
      .min(1)
      .max(200)
      .meta({ description: 'Conditions that must be true; {when, message} says in your words what is wrong.' }),
    onFail: z.enum(['fail', 'warn', 'skip']).optional().meta({ description: 'Default: fail.' }),
  }),
  literal: ['that.*.message', 'onFail'],
  expressions: ['that.*.when', 'that.*'],
  pure: true,
  compute: ({ that, onFail }, { scope }) => {
    const failed: { that: string; says: string; read: JsonObject }[] = [];
    for (const [index, item] of that.entries()) {
      const source = typeof item === 'string' ? item : item.when;
      const place = `with.that.${index}`;
      const result = evaluate(source, scope);
      if (!result.ok)
        return {
          ok: false,
          error: { kind: 'expression', ...result.error, place: [place, result.error.place].filter(Boolean).join(', ') },
        };
      if (result.value === true) continue;
      const read = valuesRead(source, scope);
      const odd = result.value === false ? '' : ` (it gave ${brief(result.value)}, not true or false)`;
      const with_ = Object.entries(read).map(([path, value]) => `${path} is ${brief(value)}`);
      const says = typeof item === 'string' ? `${source} does not hold${odd}` : item.message;
      failed.push({ that: source, says: with_.length > 0 ? `${says}: ${with_.join(', ')}` : says, read });
    }
    const output = { passed: that.length - failed.length, failed };
    if (failed.length === 0) return { ok: true, output };
    const message = failed.map((one) => one.says).join('; ');
    if (onFail === 'warn') return { ok: true, output, warning: message };
    if (onFail === 'skip') return { ok: true, output, notTaken: message };
    return { ok: false, error: { kind: 'assert', message, place: 'with.that', details: { failed } } };
  },
});

/** What the expression's written-out paths held, long values cut. */
function valuesRead(source: string, scope: JsonObject): JsonObject {
  const read: JsonObject = {};
  for (const path of expressionRoots(source).slice(0, 20)) {
    let value: Json | undefined = scope;
    for (const key of path) {
      if (Array.isArray(value)) value = value[Number(key)];
      else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    }
    const text = JSON.stringify(value ?? null);
    read[path.join('.')] = text.length > 500 ? `${text.slice(0, 500)}…` : (value ?? null);
  }
  return read;
}

function brief(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
