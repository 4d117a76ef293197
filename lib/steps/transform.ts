import { z } from 'zod';
import { evaluate } from '#lib/domain/expression/evaluate.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { type Computed, defineKind, type Suspend } from './kind.ts';
import { mediaTypeOf } from './media-type.ts';
import { aggregate, report } from './transform/operation.ts';

const expression = z.string().min(1).max(10_000);
const ways = ['expression', 'set', 'operation'] as const;

export const transformKind = defineKind({
  kind: 'transform',
  label: 'Transform',
  group: 'Data',
  description: 'Computes a value: by one expression, several named ones, or an aggregate or report of inputs.',
  icon: 'function-square',
  where: 'driver',
  hints: {
    expression: { widget: 'cel', placeholder: 'steps.list.output.items.filter(i, i.open)', help: 'The value (CEL).' },
    set: { widget: 'map', help: 'Names and their values (CEL). A value may not use the names beside it.' },
    operation: { help: 'aggregate counts and sums up; report writes Markdown.' },
    inputs: { widget: 'json', help: 'What an operation works on: a list or named values.' },
    title: { widget: 'text', help: 'Heading of a report.' },
    artifact: { widget: 'text', placeholder: 'report.md', help: 'Keeps a report as a file of this name.' },
  },
  summary: ['expression', 'set', 'operation'],
  example: { id: 'count', kind: 'transform', with: { expression: 'size(inputs.items)' } },
  params: z
    .strictObject({
      expression: expression.optional(),
      set: z.record(z.string().min(1).max(100), expression).optional(),
      operation: z.enum(['aggregate', 'report']).optional(),
      inputs: z.json().optional(),
      title: z.string().max(200).optional(),
      artifact: z
        .string()
        .min(1)
        .max(200)
        .regex(/^[^/\\\0]+$/, 'must be a file name, without a path')
        .optional(),
    })
    .refine((given) => ways.filter((way) => given[way] !== undefined).length === 1, {
      error: 'give exactly one of expression, set and operation',
    }),
  literal: ['operation'],
  expressions: ['expression', 'set.*'],
  texts: ['title', 'artifact'],
  pure: true,
  compute: (params, { scope }) => {
    if (params.expression !== undefined) return evaluated(params.expression, scope, 'with.expression');
    if (params.set !== undefined) {
      const output: JsonObject = {};
      for (const [name, source] of Object.entries(params.set)) {
        const one = evaluated(source, scope, `with.set.${name}`);
        if (!one.ok) return one;
        output[name] = one.output;
      }
      return { ok: true, output };
    }
    const inputs: Json = (params.inputs as Json | undefined) ?? [];
    if (params.operation === 'aggregate') return { ok: true, output: aggregate(inputs) };
    const text = report(params.title ?? 'Report', inputs);
    const { artifact } = params;
    return {
      ok: true,
      output: { text },
      ...(artifact ? { files: [{ name: artifact, mediaType: mediaTypeOf(artifact), content: text }] } : {}),
    };
  },
});

function evaluated(source: string, scope: JsonObject, place: string): Exclude<Computed, Suspend> {
  const result = evaluate(source, scope);
  if (result.ok) return { ok: true, output: result.value };
  return {
    ok: false,
    error: { kind: 'expression', ...result.error, place: [place, result.error.place].filter(Boolean).join(', ') },
  };
}
