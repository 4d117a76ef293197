import { z } from 'zod';
import type { StepError } from '#lib/domain/run/step-error.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { KindFacts, StepKind, Work } from '#lib/engine/step-kind.ts';

export type {
  ComputeContext,
  Computed,
  ExecuteContext,
  NewFile,
  StepKind,
  StepResult,
  Suspend,
} from '#lib/engine/step-kind.ts';

/** Describes a kind once, in the types of its own parameters. */
export function defineKind<P>(facts: KindFacts<P> & Work<P>): StepKind {
  const check = (given: Json) => {
    const parsed = facts.params.safeParse(given);
    return parsed.success ? null : invalidParams(parsed.error);
  };
  if ('gate' in facts || 'map' in facts) return { ...facts, check };
  if (facts.pure) {
    const { compute } = facts;
    return {
      ...facts,
      check,
      compute: (given, context) => {
        const parsed = facts.params.safeParse(given);
        return parsed.success ? compute(parsed.data, context) : { ok: false, error: invalidParams(parsed.error) };
      },
    };
  }
  const { execute } = facts;
  return {
    ...facts,
    check,
    execute: async (given, context) => {
      const parsed = facts.params.safeParse(given);
      return parsed.success ? execute(parsed.data, context) : { ok: false, error: invalidParams(parsed.error) };
    },
  };
}

/** A text as it is; any other JSON value as JSON text; null as nothing. */
export function asText(value: Json): string {
  if (typeof value === 'string') return value;
  return value === null ? '' : JSON.stringify(value, null, typeof value === 'object' ? 2 : undefined);
}

function invalidParams(error: z.ZodError): StepError {
  const [first] = error.issues;
  const more = error.issues.length - 1;
  return {
    kind: 'input',
    message: `${first?.message ?? 'The parameters are wrong'}${more > 0 ? ` (and ${more} more)` : ''}`,
    place: ['with', ...(first?.path ?? [])].map(String).join('.'),
    details: { problems: z.prettifyError(error).slice(0, 2000) },
  };
}
