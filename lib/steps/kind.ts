import type { z } from 'zod';
import type { Artifact } from '#lib/domain/run/event.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import type { KindDescription } from '#lib/domain/workflow/kind-description.ts';
import type { ArtifactSink, LogSink } from '#lib/engine/ports.ts';

/** What an executor is given. It must end soon after `signal` aborts. */
export type ExecuteContext<P> = {
  params: P;
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

export type StepResult =
  | { ok: true; output: Json; outcome?: string; artifacts?: Artifact[]; warning?: string }
  | { ok: false; error: StepError; artifacts?: Artifact[] };

/** What a pure kind computes from: no clock, no I/O; the same again after a crash. */
export type ComputeContext = { scope: JsonObject };

/** A step kind: one file each, listed in registry.ts. */
export type StepKind<P = JsonObject> = KindDescription & {
  kind: string;
  params: z.ZodType<P>;
  /** Parameter paths that are never rendered (`run`, or `cases.*.when`). */
  literal: string[];
  /** Parameter paths that hold CEL expressions; never rendered as templates either. */
  expressions: string[];
  /** Outcomes an edge may name, from the authored `with`. */
  outcomes?: (given: JsonObject) => string[];
} & (
    | {
        pure: true;
        compute: (
          params: P,
          context: ComputeContext,
        ) =>
          | Extract<StepResult, { ok: true }>
          | Extract<StepResult, { ok: false }> /** Text written as an artifact after the computation. */;
        artifact?: (params: P, output: Json) => { name: string; mediaType: string; content: string } | null;
      }
    | { pure: false; execute: (context: ExecuteContext<P>) => Promise<StepResult> }
    | { gate: true; pure?: never }
  );
