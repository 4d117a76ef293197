import { z } from 'zod';
import type { Artifact } from '#lib/domain/run/event.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import type { KindDescription } from '#lib/domain/workflow/kind-description.ts';
import type { ArtifactSink, LogSink } from '#lib/engine/ports.ts';

/** What an executor is given. It must end soon after `signal` aborts. */
export type ExecuteContext = {
  runId: string;
  stepId: string;
  attempt: number;
  /** Send it along with every effect: the receiver can then tell a repetition. */
  idempotencyKey: string;
  epoch: number;
  signal: AbortSignal;
  timeoutMs: number;
  logs: LogSink;
  artifacts: ArtifactSink;
  /** Scratch folder of this attempt, removed afterwards (pool kinds). */
  workDir: string;
};

type Success = {
  ok: true;
  output: Json;
  outcome?: string;
  warning?: string;
  /** Why the step takes itself out. */
  notTaken?: string;
};
export type StepResult =
  | (Success & { artifacts?: Artifact[] })
  | { ok: false; error: StepError; artifacts?: Artifact[] };

/** What a pure kind computes from: no clock, no I/O; the same again after a crash. */
export type ComputeContext = { scope: JsonObject };
export type NewFile = { name: string; mediaType: string; content: string };
/** `files` become artifacts, written by the engine before the result is committed. */
export type Computed = (Success & { files?: NewFile[] }) | { ok: false; error: StepError };

type KindFacts<P> = KindDescription & {
  kind: string;
  params: z.ZodType<P>;
  /** Parameter paths that are never rendered (`run`, or `cases.*.when`). */
  literal: string[];
  /** Parameter paths that hold CEL expressions; never rendered as templates either. */
  expressions: string[];
  /** Parameters that are texts: another value that a template gave becomes JSON text. */
  texts?: string[];
  /** Outcomes an edge may name, from the authored `with`. */
  outcomes?: (given: JsonObject) => string[];
};

type Work<P> =
  /** Computed inside the driver's loop, bounded to some tens of milliseconds by its own limits. */
  | { pure: true; compute: (params: P, context: ComputeContext) => Computed }
  /** Waits on I/O (`where: 'driver'`) or burns a machine (`where: 'pool'`). */
  | { pure: false; execute: (params: P, context: ExecuteContext) => Promise<StepResult> }
  /** Stands alone in the graph: the engine opens a gate on its `payload`. */
  | { pure: false; gate: true };

/** A step kind as the engine sees it: parameters are JSON, checked on every call, since a reviewer may have edited them. */
export type StepKind = KindFacts<unknown> & Work<Json> & { check: (params: Json) => StepError | null };

/** Describes a kind once, in the types of its own parameters. */
export function defineKind<P>(facts: KindFacts<P> & Work<P>): StepKind {
  const check = (given: Json) => {
    const parsed = facts.params.safeParse(given);
    return parsed.success ? null : invalidParams(parsed.error);
  };
  if ('gate' in facts) return { ...facts, check };
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
