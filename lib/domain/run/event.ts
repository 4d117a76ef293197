import { z } from 'zod';
import { actorSchema } from '../access/actor.ts';
import type { NormalStep, NormalWorkflow } from '../workflow/normal.ts';
import { artifactSchema } from './artifact.ts';
import { cachedSchema, cacheKeySchema } from './cached.ts';
import { parentSchema } from './child.ts';
import { gateEvents } from './gate-event.ts';
import { reuseSchema } from './reuse.ts';
import { stepErrorSchema } from './step-error.ts';
import { liftWorkflow } from './upcast.ts';
import { valueSchema } from './value.ts';
import { waitSchema } from './wait.ts';

/**
 * The truth of a run: what happened, in order. `seq` counts from 1 in a run; `at` is Unix milliseconds of the
 * database's clock and never goes backwards in a run. Every event type carries its own version `v`; older ones are
 * lifted on reading (see upcast.ts), never rewritten.
 */

/** The engine's format: a worker drives only runs whose format it knows. */
export const runFormat = 1;

const step = z.string();
const attempt = z.number().int().positive();

/** Why steps that the author did not draw into the graph came into a run. */
export const additions = ['rule', 'undo', 'handler', 'notify', 'escalate'] as const;
export type Addition = (typeof additions)[number];

const bodies = {
  'run.started': z.strictObject({
    format: z.number().int(),
    runId: z.string(),
    number: z.number().int(),
    workflowId: z.string(),
    workflowName: z.string(),
    /** Null for a draft run, which keeps its own snapshot in `spec`. */
    version: z.number().int().nullable(),
    /** SHA-256 of the canonical spec. */
    specHash: z.string(),
    spec: z.custom<NormalWorkflow>(
      (value) => typeof value === 'object' && value !== null && Array.isArray((value as { steps?: unknown }).steps),
    ),
    input: valueSchema,
    actor: actorSchema,
    /** Members who wrote this version: excluded from its gates unless allowed. */
    authors: z.array(z.string()),
    timeoutMs: z.number().nullable(),
    /** Given at the start, beside those of its workflow. */
    labels: z.array(z.string()).optional(),
    /** What its workflow's `concurrency.key` came to: only so many runs with the same one go on at once. */
    concurrencyKey: z.string().optional(),
    /** The run that this one repeats, and what it takes over from it. */
    reuse: reuseSchema.optional(),
    parent: parentSchema.optional(),
  }),
  /** `maxSteps`: attempts of this run that may be under way at once; without it, any number. */
  'run.admitted': z.strictObject({ maxSteps: z.number().int().positive().optional() }),
  'run.cancelRequested': z.strictObject({ actor: actorSchema, reason: z.string(), timedOut: z.boolean().optional() }),
  'run.paused': z.strictObject({ actor: actorSchema, reason: z.string() }),
  'run.resumed': z.strictObject({ actor: actorSchema }),
  /** The run has failed; what takes it back, handles it or tells of it still runs. `deadlineAt`: when the roll-back must be over. */
  'run.failing': z.strictObject({
    error: stepErrorSchema,
    reason: z.string(),
    deadlineAt: z.number().nullable(),
    /** The step whose failure it was; none when a rule stopped the run. */
    cause: step.optional(),
  }),
  /** From outside, by name; kept until a step that waits for it takes it. */
  'signal.received': z.strictObject({ signal: z.string(), name: z.string(), data: valueSchema, actor: actorSchema }),
  /** `holds`: the rule's condition came true; what follows from it are the events after this one. */
  'rule.checked': z.strictObject({
    rule: z.string(),
    holds: z.boolean(),
    action: z.string().optional(),
    error: stepErrorSchema.optional(),
  }),
  'steps.added': z.strictObject({
    why: z.enum(additions),
    rule: z.string().optional(),
    steps: z.array(
      z.custom<NormalStep>(
        (value) => typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string',
      ),
    ),
    /** Nothing else starts before these have ended. */
    holds: z.boolean().optional(),
  }),
  'run.finished': z.strictObject({
    status: z.enum(['succeeded', 'failed', 'cancelled']),
    outputs: valueSchema.optional(),
    error: stepErrorSchema.optional(),
    reason: z.string().optional(),
  }),
  /** The needs of a step can no longer be met, its `when` was false, or a person skipped it. */
  'step.skipped': z.strictObject({ step, how: z.enum(['notTaken', 'waived']), reason: z.string() }),
  /** It is not run: it has the result that it had in the run which this one repeats. */
  'step.reused': z.strictObject({ step }),
  /** A pool step was handed to its pool and waits for a slot. */
  'attempt.queued': z.strictObject({
    step,
    attempt,
    key: z.string(),
    pool: z.string(),
    epoch: z.number().int(),
    params: valueSchema,
    cache: cacheKeySchema.optional(),
  }),
  'attempt.started': z.strictObject({
    step,
    attempt,
    key: z.string(),
    epoch: z.number().int(),
    params: valueSchema.optional(),
    worker: z.string().optional(),
    cache: cacheKeySchema.optional(),
  }),
  /** It waits without a worker. */
  'attempt.suspended': z.strictObject({ step, attempt, wait: waitSchema }),
  /** Its time has come: it is executed again, as the same attempt. */
  'attempt.resumed': z.strictObject({ step, attempt, epoch: z.number().int(), worker: z.string().optional() }),
  /** A map step has rendered its list and goes through it; it waits without a worker. */
  'map.expanded': z.strictObject({
    step,
    attempt,
    count: z.number().int().nonnegative(),
    /** Items at once, as it was rendered. */
    concurrency: z.number().int().positive().optional(),
  }),
  /** Items `from` to before `to`, counted from 0, begin. */
  'items.started': z.strictObject({ step, from: z.number().int(), to: z.number().int() }),
  'attempt.succeeded': z.strictObject({
    step,
    attempt,
    output: valueSchema,
    outcome: z.string().optional(),
    artifacts: z.array(artifactSchema).optional(),
    warning: z.string().optional(),
    /** The step took itself out (an assert with onFail: skip), and why. */
    notTaken: z.string().optional(),
    /** The signal that ended its wait. */
    signal: z.string().optional(),
    /** Nothing was executed: this is the result of an earlier run. */
    cached: cachedSchema.optional(),
  }),
  /** `retryAt` (Unix ms): the engine tries again by itself then. */
  'attempt.failed': z.strictObject({
    step,
    attempt,
    error: stepErrorSchema,
    retryAt: z.number().optional(),
    /** Index of the retry rule that grants the retry. */
    rule: z.number().int().optional(),
    /** From 1: which of the step's fallbacks is done next. */
    fallback: z.number().int().positive().optional(),
    artifacts: z.array(artifactSchema).optional(),
  }),
  /** Its worker vanished: whether it happened is unknown. The next attempt carries the same idempotency key. */
  'attempt.lost': z.strictObject({ step, attempt, reason: z.string() }),
  /** The step could not be prepared (an expression or template failed) before any attempt. */
  'step.unprepared': z.strictObject({
    step,
    error: stepErrorSchema,
    fallback: z.number().int().positive().optional(),
  }),
  ...gateEvents,
  /** Sent back by a reviewer at a gate, by a person on the run's page, or by a rule: these steps start over, with the comment. */
  'steps.reset': z.strictObject({
    steps: z.array(step),
    gate: z.string().optional(),
    by: actorSchema.optional(),
    rule: z.string().optional(),
    /** A map that had ended, one of whose items starts over. */
    reopens: z.string().optional(),
    feedback: z.string(),
  }),
} as const;

type Bodies = { [T in keyof typeof bodies]: z.infer<(typeof bodies)[T]> };
export type RunEventType = keyof Bodies;

/** What happened, before it has its place in the history. The payload follows `type`. */
export type NewRunEvent = { [T in RunEventType]: { type: T; data: Bodies[T] } }[RunEventType];
export type RunEvent = NewRunEvent & { seq: number; at: number };

/** Reads one stored event; throws ZodError on a shape that no version of this program wrote. */
export function parseRunEvent(row: { seq: number; at: number; type: string; data: unknown }): RunEvent {
  const schema = bodies[row.type as RunEventType];
  if (!schema) throw new Error(`unknown run event type ${JSON.stringify(row.type)} at seq ${row.seq}`);
  const event = { seq: row.seq, at: row.at, type: row.type, data: schema.parse(row.data) } as RunEvent;
  if (event.type === 'run.started') event.data.spec = liftWorkflow(event.data.spec);
  return event;
}
