import { z } from 'zod';
import { evaluate } from '#lib/domain/expression/evaluate.ts';
import { isObject } from './is-object.ts';
import { defineKind } from './kind.ts';

const outcome = z
  .string()
  .regex(/^[A-Za-z][\w-]{0,63}$/, 'must start with a letter and hold only letters, digits, _ and -');

export const branchKind = defineKind({
  kind: 'branch',
  label: 'Branch',
  group: 'Logic',
  description: 'Goes one of several ways: the first case that is true names the outcome whose edges are taken.',
  icon: 'split',
  where: 'driver',
  hints: {
    cases: { help: 'Tried in order. Each is the name of an outcome and a condition (CEL).' },
    default: { widget: 'text', placeholder: 'otherwise', help: 'The outcome when no case is true.' },
  },
  summary: ['cases'],
  example: {
    id: 'size',
    kind: 'branch',
    with: { cases: [{ name: 'big', when: 'inputs.count > 100' }], default: 'small' },
  },
  params: z.strictObject({
    cases: z
      .array(z.strictObject({ name: outcome, when: z.string().min(1).max(10_000) }))
      .min(1)
      .max(100),
    default: outcome.optional(),
  }),
  literal: ['cases.*.name', 'default'],
  expressions: ['cases.*.when'],
  outcomes: ({ cases, default: otherwise }) => {
    const named = Array.isArray(cases) ? cases.map((item) => (isObject(item) ? item.name : null)) : [];
    return [...new Set([...named, otherwise].filter((name) => typeof name === 'string'))];
  },
  pure: true,
  compute: ({ cases, default: otherwise }, { scope }) => {
    for (const [index, { name, when }] of cases.entries()) {
      const place = `with.cases.${index}.when`;
      const result = evaluate(when, scope);
      if (!result.ok)
        return {
          ok: false,
          error: { kind: 'expression', ...result.error, place: [place, result.error.place].filter(Boolean).join(', ') },
        };
      if (typeof result.value !== 'boolean')
        return {
          ok: false,
          error: {
            kind: 'expression',
            message: `The case “${name}” gave ${JSON.stringify(result.value).slice(0, 200)}, not true or false.`,
            place,
            fix: 'Compare it with something, such as `value > 0`.',
          },
        };
      if (result.value) return { ok: true, output: { outcome: name }, outcome: name };
    }
    if (otherwise !== undefined) return { ok: true, output: { outcome: otherwise }, outcome: otherwise };
    return { ok: true, output: { outcome: null }, warning: 'No case was true, and there is no default.' };
  },
});
