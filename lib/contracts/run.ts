import { z } from 'zod';
import { actorSchema } from '#lib/domain/access/actor.ts';
import { additions } from '#lib/domain/run/event.ts';
import {
  type RunStatus,
  runStatuses,
  type StepStatus,
  stepStatuses,
  type WaitReason,
  waitReasons,
} from '#lib/domain/run/status.ts';
import { stepErrorSchema } from '#lib/domain/run/step-error.ts';
import { flag, listOf, listQuery, manyOf, textFilter, timeFilter } from './list.ts';

const runStatusNames = Object.keys(runStatuses) as [RunStatus, ...RunStatus[]];
const runStatus = z.enum(runStatusNames);
const stepStatus = z.enum(Object.keys(stepStatuses) as [StepStatus, ...StepStatus[]]);

export const waitingForSchema = z.object({
  reason: z.enum(Object.keys(waitReasons) as [WaitReason, ...WaitReason[]]),
  step: z.string().optional(),
  gate: z.string().optional(),
  /** Groups and e-mails named by the gate; empty: everyone who may decide. */
  whom: z.array(z.string()).optional(),
  /** In which it waits for a slot. */
  pool: z.string().optional(),
  /** False: no worker serves that pool now. */
  served: z.literal(false).optional(),
  until: z.string().optional(),
  /** The child run that waits for it, when it is not this one. */
  run: z.string().optional(),
  /** In words: "Waiting for group release to decide notes". */
  text: z.string(),
});
export type WaitingFor = z.infer<typeof waitingForSchema>;

export const startRunRequest = z.strictObject({
  input: z.record(z.string(), z.json()).optional(),
  version: z.number().int().positive().optional(),
  draft: z.boolean().optional(),
  /** Only tells what would happen (200); nothing is started or written. */
  dryRun: z.boolean().optional(),
});
export const startedRun = z.object({ id: z.string(), number: z.number(), status: runStatus });

/** Runs of one version, started all or none. */
export const startRunsRequest = z.strictObject({
  version: z.number().int().positive().optional(),
  runs: z
    .array(z.strictObject({ input: z.record(z.string(), z.json()).optional() }))
    .min(1)
    .max(500),
});
export const startedRuns = z.object({ items: z.array(startedRun) });

/** `outputs`: what earlier steps gave, by their ids. */
export const testStepRequest = z.strictObject({
  input: z.record(z.string(), z.json()).optional(),
  outputs: z.record(z.string(), z.json()).optional(),
});
export const runListQuery = listQuery.extend({
  status: manyOf(runStatusNames).default([]),
  /** Id or slug. */
  workflow: z.string().max(100).optional(),
  /** Member id. */
  startedBy: z.string().max(100).optional(),
  /** Runs with an open gate that waits for: `me`, `group:<name>`, or `member:<id>` (by address or through a group). */
  waitingFor: z
    .string()
    .max(120)
    .refine((text) => /^(me|(group|member):.+)$/s.test(text), 'is me, group:<name> or member:<id>')
    .optional(),
  /** Only those under way for longer than 9 of 10 earlier runs of their workflow took, where there were 5 at least. */
  slow: flag.default(false),
  /** In the workflow's name; `#12` finds runs of that number, an id that run. */
  text: textFilter.optional(),
  /** Id of the run whose steps started them. */
  parent: z.string().max(100).optional(),
  from: timeFilter.optional(),
  to: timeFilter.optional(),
});
/** Events after this seq; `nextCursor` is the `after` of the next page, null when the last event was reached. */
export const runEventsQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
const chunkNumber = z.coerce.number().int().max(2_147_483_647);
/**
 * Chunks (they count from 0) after this one, or with `before` the last ones before that one; of the latest attempt when
 * none is named. `download=1`: the whole attempt as plain text.
 */
export const stepLogsQuery = z.object({
  attempt: chunkNumber.min(1).optional(),
  after: chunkNumber.min(-1).default(-1),
  before: chunkNumber.min(0).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
  download: flag.default(false),
});
/** `text`: upper and lower case are the same; without one nothing is found. */
export const logHitsQuery = z.object({
  text: z.string().max(200).default(''),
  attempt: chunkNumber.min(1).optional(),
  after: chunkNumber.min(-1).default(-1),
  limit: z.coerce.number().int().min(1).max(1000).default(1000),
});
/** A chunk that has the text, and how often. */
export const logHit = z.object({ chunk: z.number(), hits: z.number() });
export type LogHit = z.infer<typeof logHit>;
/** `prefix`: the beginning of the paths wanted, `<step>/…`; all without one. */
export const artifactsZipQuery = z.object({ prefix: z.string().max(1000).default('') });
export const itemFilters = ['all', 'failed', 'running', 'waiting'] as const;
/**
 * Items of a map that stand as `status` says. `cursor`: the place in that list to begin at (with `all`, an item's
 * number counted from 0); `nextCursor` is the next page's.
 */
export const mapItemsQuery = z.object({
  status: z.enum(itemFilters).default('all'),
  cursor: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const sealSchema = z
  .object({
    gate: z.string(),
    step: z.string(),
    placement: z.string(),
    action: z.string(),
    outcome: z.string().nullable(),
    by: actorSchema,
    at: z.string(),
    selfSigned: z.boolean(),
    comment: z.string().nullable(),
    expired: z.boolean(),
    /** Whose right was used, when not the signer's own. */
    onBehalfOf: z.object({ id: z.string(), name: z.string() }).nullable(),
    /** Given with the password or a code again. */
    steppedUp: z.boolean(),
    /** Given in the run that this one repeats, and counted again. */
    from: z.object({ runId: z.string(), number: z.number() }).optional(),
  })
  .meta({ id: 'Seal' });
export type SealView = z.infer<typeof sealSchema>;

export const artifactResponse = z
  .object({
    id: z.string(),
    name: z.string(),
    mediaType: z.string(),
    bytes: z.number(),
    hash: z.string(),
    step: z.string(),
    attempt: z.number(),
  })
  .meta({ id: 'Artifact' });
export type ArtifactView = z.infer<typeof artifactResponse>;

/** The run that a step started (the latest, after retries). `number`: null as long as it has not been made. */
export const childRun = z
  .object({
    runId: z.string(),
    number: z.number().nullable(),
    workflowName: z.string(),
    status: runStatus,
    waitingFor: z.array(waitingForSchema),
  })
  .meta({ id: 'ChildRun' });
export type ChildRunView = z.infer<typeof childRun>;

/** The step that started a run. */
export const parentRun = z
  .object({ runId: z.string(), step: z.string(), number: z.number(), workflowName: z.string() })
  .meta({ id: 'ParentRun' });
export type ParentRunView = z.infer<typeof parentRun>;

/** Items of a map's latest attempt. `done` ended well or were left out; `open` have begun and not ended. */
export const itemCounts = z.object({ count: z.number(), open: z.number(), done: z.number(), failed: z.number() });
export type ItemCountsView = z.infer<typeof itemCounts>;

export const runStepResponse = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Of its fallback, where that is done. */
    kind: z.string(),
    /** Why it came into the run though it is not in the graph; `rule`: which rule brought it. */
    added: z.object({ why: z.enum(additions), rule: z.string().nullable() }).nullable(),
    /** The item of a map that it belongs to, counted from 0. `name`: the step's own. */
    item: z.object({ map: z.string(), index: z.number(), name: z.string() }).nullable(),
    /** Of a map, once its list is known. Their steps are at GET /runs/{id}/steps/{step}/items. */
    items: itemCounts.nullable(),
    /** From 1, when the step itself failed and this fallback is done in its place. */
    fallback: z.number().nullable(),
    /** What a person who may control runs can do with it now. */
    may: z.object({ retry: z.boolean(), skip: z.boolean() }),
    status: stepStatus,
    /** Why it waits, was skipped or failed, in words. */
    reason: z.string().nullable(),
    waitingFor: waitingForSchema.nullable(),
    attempt: z.number(),
    /** It was not run: it has the result of the run that this one repeats. */
    reused: z.boolean(),
    /** It was not run: it has the result that this earlier run left in the cache (at that time). */
    cached: z.object({ runId: z.string(), number: z.number(), at: z.string() }).nullable(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    outcome: z.string().nullable(),
    warning: z.string().nullable(),
    input: z.unknown().optional(),
    output: z.unknown().optional(),
    error: stepErrorSchema.nullable(),
    /** Idempotency key of the current logical execution. */
    key: z.string().nullable(),
    artifacts: z.array(artifactResponse),
    seals: z.array(sealSchema),
    /** What was done to have its gates decided, oldest first. */
    calls: z.array(z.object({ what: z.enum(['opened', 'reminded', 'escalated', 'reassigned']), at: z.string() })),
    gate: z.string().nullable(),
    child: childRun.nullable(),
  })
  .meta({ id: 'RunStep' });
export type RunStepView = z.infer<typeof runStepResponse>;

/** One time that a step was tried. `fallback`: 0 for the step itself. */
export const stepAttempt = z.object({
  attempt: z.number(),
  kind: z.string(),
  fallback: z.number(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  end: z.enum(['succeeded', 'failed', 'lost']).nullable(),
  error: stepErrorSchema.nullable(),
});
export type StepAttemptView = z.infer<typeof stepAttempt>;

export const oneStepResponse = runStepResponse.extend({ attempts: z.array(stepAttempt) }).meta({ id: 'RunStepDetail' });
export type RunStepDetail = z.infer<typeof oneStepResponse>;

/** One item of a map; `preview`: the beginning of its JSON text, null where the list is not kept. No steps before it begins. */
export const mapItem = z
  .object({
    index: z.number(),
    status: stepStatus,
    preview: z.string().nullable(),
    steps: z.array(runStepResponse),
  })
  .meta({ id: 'MapItem' });
export type MapItemView = z.infer<typeof mapItem>;
/** `total`: how many fit the filter. */
export const mapItemsResponse = listOf(mapItem).extend({ total: z.number() });
export type MapItemsView = z.infer<typeof mapItemsResponse>;

/**
 * How much longer it works, without what it waits for people, events and times: 8 of 10 runs end between `lowMs` and
 * `highMs` after `asOf`.
 */
export const etaSchema = z
  .object({ asOf: z.string(), lowMs: z.number(), likelyMs: z.number(), highMs: z.number() })
  .meta({ id: 'Eta' });
export type Eta = z.infer<typeof etaSchema>;

export const runSummary = z
  .object({
    id: z.string(),
    number: z.number(),
    workflowId: z.string(),
    workflowName: z.string(),
    version: z.number().nullable(),
    draft: z.boolean(),
    status: runStatus,
    waitingFor: z.array(waitingForSchema),
    progress: z.object({ done: z.number(), total: z.number() }),
    /** Work left; null after its end, and with fewer than five earlier runs of its workflow. */
    eta: etaSchema.nullable(),
    startedBy: actorSchema,
    queuedAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    error: stepErrorSchema.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'RunSummary' });
export type RunSummary = z.infer<typeof runSummary>;

/**
 * Inputs, outputs and parameters above 8 KB are shown as this; the whole value is at GET /runs/{id}/values/{ref}.
 * `preview` is the beginning of its JSON text.
 */
export const largeValue = z
  .object({ ref: z.string(), bytes: z.number(), preview: z.string() })
  .meta({ id: 'LargeValue' });

export const runResponse = runSummary
  .extend({
    /** All but those of a map's items. */
    steps: z.array(runStepResponse),
    /** What came into the run beside the graph, as steps of a spec. */
    added: z.array(z.unknown()),
    paused: z.object({ by: actorSchema, reason: z.string(), at: z.string() }).nullable(),
    /** The run has failed and what follows that is under way; `doing`: what, in words. */
    failing: z
      .object({ reason: z.string(), at: z.string(), deadlineAt: z.string().nullable(), doing: z.string() })
      .nullable(),
    /** Signals that no step has taken yet, oldest first; at most 100. */
    signals: z.array(z.object({ id: z.string(), name: z.string(), by: actorSchema, at: z.string() })),
    /** Names of signals that steps wait for. */
    awaited: z.array(z.string()),
    /** Automatic retries so far, where the workflow bounds them. */
    retries: z.object({ used: z.number(), budget: z.number() }).nullable(),
    /** The run that this one repeats. */
    rerunOf: z.object({ id: z.string(), number: z.number() }).nullable(),
    /** Null when a person started it, and when that run is kept no more. */
    parent: parentRun.nullable(),
    input: z.unknown(),
    outputs: z.unknown().nullable(),
    spec: z.unknown(),
    layout: z.unknown(),
    seq: z.number(),
    /** The status as one sentence. */
    sentence: z.string(),
  })
  .meta({ id: 'Run' });
export type RunView = z.infer<typeof runResponse>;

export const runEventResponse = z
  .object({
    seq: z.number(),
    at: z.string(),
    type: z.string(),
    step: z.string().optional(),
    attempt: z.number().optional(),
    actor: actorSchema.optional(),
    data: z.unknown(),
  })
  .meta({ id: 'RunEvent' });
export type RunEventView = z.infer<typeof runEventResponse>;

/** `state`: the fold of all events up to `seq`, for programs that fold the events after it themselves. Its shape may change with any version. */
export const runSnapshot = z.object({ seq: z.number(), state: z.unknown() }).meta({ id: 'RunSnapshot' });
export type RunSnapshot = z.infer<typeof runSnapshot>;

export const logChunk = z
  .object({
    attempt: z.number(),
    chunk: z.number(),
    at: z.string(),
    stream: z.enum(['stdout', 'stderr', 'system']),
    text: z.string(),
  })
  .meta({ id: 'LogChunk' });
export type LogChunkView = z.infer<typeof logChunk>;

export const cancelRunRequest = z.strictObject({ reason: z.string().trim().min(1, 'say why').max(2000) });

export const pauseRunRequest = z.strictObject({ reason: z.string().trim().max(2000).optional() });
/** `reason`: why; a step that is retried reads it as `gate.feedback`. */
export const controlStepRequest = z.strictObject({ reason: z.string().trim().max(10_000).optional() });
export const signalRequest = z.strictObject({ name: z.string().trim().min(1).max(200), data: z.json().optional() });
