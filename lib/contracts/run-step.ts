import { z } from 'zod';
import { additions } from '#lib/domain/run/event.ts';
import { stepErrorSchema } from '#lib/domain/run/step-error.ts';
import { artifactResponse } from './artifact.ts';
import { runStatus, stepStatus } from './run-status.ts';
import { sealSchema } from './seal.ts';
import { waitingForSchema } from './waiting-for.ts';

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
