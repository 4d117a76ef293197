import { z } from 'zod';
import { actorSchema } from '#lib/domain/access/actor.ts';
import { labelSchema, mostLabels } from '#lib/domain/label.ts';
import { stepErrorSchema } from '#lib/domain/run/step-error.ts';
import { flag, listQuery, manyOf, severalOf, textFilter, timeFilter } from './list.ts';
import { runStatus, runStatusNames } from './run-status.ts';
import { runStepResponse } from './run-step.ts';
import { waitingForSchema } from './waiting-for.ts';

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
  /** All of these: `?label=release&label=env:prod`, or with commas. */
  label: severalOf(labelSchema, mostLabels).default([]),
  /** In the workflow's name; `#12` finds runs of that number, an id that run. */
  text: textFilter.optional(),
  /** Id of the run whose steps started them. */
  parent: z.string().max(100).optional(),
  from: timeFilter.optional(),
  to: timeFilter.optional(),
});

export const runLabelsQuery = z.object({
  /** In the label. */
  text: textFilter.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});

/** `runs`: those of the newest ones that have it. */
export const runLabel = z.object({ label: z.string(), runs: z.number() }).meta({ id: 'RunLabel' });
export type RunLabel = z.infer<typeof runLabel>;

/** The step that started a run. */
export const parentRun = z
  .object({ runId: z.string(), step: z.string(), number: z.number(), workflowName: z.string() })
  .meta({ id: 'ParentRun' });
export type ParentRunView = z.infer<typeof parentRun>;

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
    /** Its workflow's, then those given at its start. */
    labels: z.array(z.string()),
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
