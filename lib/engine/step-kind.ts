import type { z } from 'zod';
import type { Artifact } from '#lib/domain/run/artifact.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import type { ReadExpression } from '#lib/domain/workflow/kind-catalogue.ts';
import type { KindDescription } from '#lib/domain/workflow/kind-description.ts';
import type { Mask } from './mask.ts';
import type { ArtifactSink, Channels, Egress, LogSink } from './step-ports.ts';

/** What one process of a command may use at most; null for no limit. Its children may each use as much again. */
export type ProcessLimits = {
  /** Address space. */
  memoryBytes: number | null;
  /** Processor time, kept in whole seconds. */
  cpuMs: number | null;
  /** Of a file it writes. */
  fileBytes: number | null;
};

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
  /** The operator's, for every process the step starts. */
  limits: ProcessLimits;
  logs: LogSink;
  artifacts: ArtifactSink;
  /** Requests to other machines go through here and nowhere else. */
  egress: Pick<Egress, 'send'>;
  channels: Channels;
  workspaceId: string;
  /** Hides the sealed values of this attempt; whatever a step says about itself passes through it (the engine sees to results, errors and log lines; a stream that is cut anywhere asks for `mask.stream()`). */
  mask: Mask;
  /** What the attempt noted when it suspended itself, or the one before it that was lost with its worker; null the first time. */
  memo: Json | null;
  /** What the kind's expressions read, as it is now; nothing for a kind without any. */
  scope: JsonObject;
  /** The database's clock, Unix ms. */
  now: () => number;
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
/** It waits without a worker: until a time, or for a signal (or both, whichever comes first). */
export type Suspend = {
  suspend: {
    until: number | null;
    /** What the time brings: success with `output`, failure, or another execution with `memo`. */
    due: 'succeed' | 'fail' | 'again';
    event?: string;
    /** CEL over `event` and the step's scope: the signal has to fit. */
    match?: string;
    output?: Json;
    memo?: Json;
    /** Starts this run and waits for its end. `workflow`: slug or id; `version`: null for the latest. */
    child?: { workflow: string; version: number | null; input: JsonObject };
  };
};
export type StepResult =
  | Suspend
  | (Success & { artifacts?: Artifact[] })
  | { ok: false; error: StepError; artifacts?: Artifact[] };

/** What a pure kind computes from: no I/O. `now`: the database's clock, Unix ms. */
export type ComputeContext = { scope: JsonObject; now: number };
export type NewFile = { name: string; mediaType: string; content: string };
/** `files` become artifacts, written by the engine before the result is committed. */
export type Computed = Suspend | (Success & { files?: NewFile[] }) | { ok: false; error: StepError };

export type KindFacts<P> = KindDescription & {
  kind: string;
  params: z.ZodType<P>;
  /** Parameter paths that are never rendered (`run`, or `cases.*.when`). */
  literal: string[];
  /** Parameter paths that hold CEL expressions; never rendered as templates either. */
  expressions: string[];
  /** How an expression is read: its CEL, and names that it may read beside the usual ones, as they come while the step goes on. */
  readAs?: (text: string, place: string) => ReadExpression;
  /** Parameter paths where `{{ secrets.NAME }}` may stand; the value is put in just before it executes. */
  secrets?: string[];
  /** Parameters that hold the address of a request. */
  addresses?: string[];
  /** Parameters that are texts: another value that a template gave becomes JSON text. */
  texts?: string[];
  /** Outcomes an edge may name, from the authored `with`. */
  outcomes?: (given: JsonObject) => string[];
};

export type Work<P> =
  /** Computed inside the driver's loop, bounded to some tens of milliseconds by its own limits. */
  | { pure: true; compute: (params: P, context: ComputeContext) => Computed }
  /** Waits on I/O (`where: 'driver'`) or burns a machine (`where: 'pool'`). */
  | { pure: false; execute: (params: P, context: ExecuteContext) => Promise<StepResult> }
  /** Stands alone in the graph: the engine opens a gate on its `payload`. */
  | { pure: false; gate: true }
  /** Does its nested steps for each item of its `over`. */
  | { pure: false; map: true };

/** A step kind as the engine sees it: parameters are JSON, checked on every call, since a reviewer may have edited them. */
export type StepKind = KindFacts<unknown> & Work<Json> & { check: (params: Json) => StepError | null };

/** The kind of this name; undefined for one that this version does not know. */
export type KindRegistry = (kind: string) => StepKind | undefined;
