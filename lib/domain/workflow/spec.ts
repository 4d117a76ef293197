import { z } from 'zod';
import { gateSchema, reviewersSchema } from '../gate/spec.ts';
import { isPlainName, plainNameAdvice } from '../plain-name.ts';
import { duration } from './duration.ts';

/** Shape of the workflow file (design §8). Unknown keys are findings: every object here is strict. */

export const identifier = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,99}$/,
    'must start with a letter and hold only letters, digits, _ and - (at most 100)',
  );

export const inputTypes = ['string', 'number', 'integer', 'boolean', 'array', 'object'] as const;

export const inputSchema = z.strictObject({
  type: z.enum(inputTypes),
  description: z.string().max(2000).optional(),
  default: z.json().optional(),
  required: z.boolean().optional().meta({ description: 'Default: required when there is no default.' }),
  enum: z.array(z.json()).min(1).max(200).optional(),
  multiline: z.boolean().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  pattern: z.string().max(500).optional(),
  sensitive: z
    .boolean()
    .optional()
    .meta({ description: 'Sealed: a step can use it, and nobody sees it in the run. Only with type string.' }),
});

export const edgeResults = ['success', 'failure', 'always', 'notTaken'] as const;

export const needSchema = z.union([
  identifier,
  z.strictObject({
    step: identifier,
    on: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .meta({ description: 'success (default), failure, always, notTaken, or the name of an outcome.' }),
  }),
]);

export const retryErrorKinds = ['timeout', 'exit', 'error', 'assert', 'http', 'network', 'any'] as const;

export const retrySchema = z.strictObject({
  max: z.number().int().min(0).max(100).meta({ description: 'Retries after the first attempt.' }),
  backoff: z.enum(['fixed', 'exponential']).optional(),
  initial: duration.optional().meta({ description: 'Delay before the first retry. Default 1s.' }),
  factor: z.number().min(1).max(100).optional().meta({ description: 'Default 2.' }),
  maxDelay: duration.optional().meta({ description: 'Default 5m.' }),
  jitter: z.boolean().optional().meta({ description: 'Spread delays by up to half. Default true.' }),
  on: z
    .array(z.enum(retryErrorKinds))
    .min(1)
    .optional()
    .meta({ description: 'Kinds of error this covers. Default any.' }),
});

export const retriesSchema = z.union([retrySchema, z.array(retrySchema).min(1).max(10)]);

export const cacheSchema = z.strictObject({
  key: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .meta({ description: 'Results are kept apart by this template. Default: the rendered parameters.' }),
  ttl: duration.optional().meta({ description: 'How long a result is good. Default 1d.' }),
  version: z
    .union([z.string().min(1).max(100), z.number().int()])
    .optional()
    .meta({ description: 'Change it and earlier results are not used any more.' }),
});

export const concurrencySchema = z.strictObject({
  key: z
    .string()
    .min(1)
    .max(2000)
    .meta({ description: 'A template over `inputs` and `run`; runs with the same result share the limit.' }),
  limit: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .meta({ description: 'Runs with one key that go on, wait or are paused at once. Default 1.' }),
});

/** Something to do in place of, or after, a step: no place of its own in the graph. */
const actionSchema = z.strictObject({
  kind: z.string().min(1).max(64).meta({ description: 'Any kind but gate and map.' }),
  with: z.record(z.string(), z.json()).optional().meta({ description: 'Parameters of the kind.' }),
  timeout: duration.optional().meta({ description: 'As of a step. Default 10m.' }),
});

export const notificationSchema = z.strictObject({
  channel: z.string().min(1).max(100).meta({ description: 'log, or a channel of the workspace.' }),
  to: z
    .array(z.string().min(1).max(200))
    .max(100)
    .optional()
    .meta({ description: 'Whom it is for. Default: nobody in particular.' }),
  subject: z.string().max(1000).optional().meta({ description: 'One line. Default: what happened.' }),
  body: z.string().max(100_000).optional().meta({ description: 'More, as text or Markdown. Default: nothing.' }),
});

export const stepSchema = z.strictObject({
  id: identifier,
  name: z.string().max(200).refine(isPlainName, plainNameAdvice).optional(),
  description: z.string().max(10_000).optional(),
  kind: z.string().min(1).max(64),
  group: z
    .string()
    .min(1)
    .max(100)
    .refine(isPlainName, plainNameAdvice)
    .optional()
    .meta({ description: 'Steps of one group are drawn in a frame.' }),
  needs: z.array(needSchema).max(10_000).optional(),
  join: z
    .union([z.literal('all'), z.literal('any'), z.number().int().min(1)])
    .optional()
    .meta({ description: 'How many needs must be met: all (default), any, or a number.' }),
  when: z
    .string()
    .min(1)
    .max(10_000)
    .optional()
    .meta({ description: 'A CEL expression; false means the step is not taken.' }),
  with: z.record(z.string(), z.json()).optional().meta({ description: 'Parameters of the kind.' }),
  timeout: duration.optional().meta({
    description:
      'How long an attempt may last with all that it waits for: 30s, 5m, 2h, 1d, or seconds. Default 10m; none for map, wait, watch and workflow.',
  }),
  retry: retriesSchema.optional(),
  repeatable: z
    .boolean()
    .optional()
    .meta({ description: 'false: never run again by itself when it is unknown whether it happened.' }),
  as: identifier
    .optional()
    .meta({ description: 'A second name for the output, for use in templates and expressions.' }),
  pool: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .meta({ description: 'Workers that may run it (kinds that run in a pool).' }),
  gate: z.union([gateSchema, z.array(gateSchema).min(1).max(3)]).optional(),
  cache: cacheSchema
    .optional()
    .meta({ description: 'A success is kept, and used again instead of running the step anew.' }),
  fallback: z
    .array(actionSchema)
    .min(1)
    .max(5)
    .optional()
    .meta({ description: 'What is done instead when the step failed and has no retries left, one after the other.' }),
  undo: actionSchema
    .optional()
    .meta({ description: 'What takes the step back when the run rolls back. Sees the output of the step.' }),
});

const ruleActions = z.discriminatedUnion('action', [
  z
    .strictObject({
      action: z.literal('requireApproval'),
      reviewers: reviewersSchema.optional(),
      title: z
        .string()
        .max(200)
        .refine(isPlainName, plainNameAdvice)
        .optional()
        .meta({ description: 'The question. Default: the name of the rule.' }),
    })
    .meta({ description: 'Nothing else starts until somebody let it pass.' }),
  z
    .strictObject({
      action: z.literal('escalate'),
      to: reviewersSchema,
      message: z.string().max(2000).optional().meta({ description: 'Default: the name of the rule.' }),
    })
    .meta({ description: 'Asks these people; the rest goes on, but the run does not end before they answered.' }),
  z
    .strictObject({
      action: z.literal('requireRework'),
      steps: z.array(identifier).min(1).max(100).optional().meta({ description: 'Default: the steps it names.' }),
      feedback: z.string().max(10_000).optional().meta({ description: 'Default: the rule and its condition.' }),
      max: z.number().int().min(1).max(20).optional().meta({ description: 'Then the run fails. Default 1.' }),
    })
    .meta({ description: 'The steps start over with this feedback (`gate.feedback`).' }),
  z
    .strictObject({
      action: z.literal('block'),
      reason: z.string().max(2000).optional().meta({ description: 'Default: that the rule came true.' }),
    })
    .meta({ description: 'The run fails now; work under way is stopped.' }),
  z
    .strictObject({
      action: z.literal('rollback'),
      reason: z.string().max(2000).optional().meta({ description: 'Default: that the rule came true.' }),
    })
    .meta({ description: 'As block, and what succeeded is taken back.' }),
  z
    .strictObject({ action: z.literal('notify'), ...notificationSchema.shape })
    .meta({ description: 'Tells a channel; the run goes on, and does not fail when that fails.' }),
  z
    .strictObject({
      action: z.literal('run'),
      handlers: z.array(identifier).min(1).max(20).meta({ description: 'Ids of handlers.' }),
    })
    .meta({ description: 'Runs these handlers beside the rest of the run.' }),
]);

export const ruleSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(100)
    .refine(isPlainName, plainNameAdvice)
    .meta({ description: 'Unlike those of other rules.' }),
  when: z.string().min(1).max(10_000).meta({
    description: 'A CEL expression, checked as soon as every step it names has ended, before anything else starts.',
  }),
  then: ruleActions.meta({ description: 'What follows each time that it holds; see the actions below.' }),
});

export const onFailureSchema = z.strictObject({
  rollback: z
    .union([z.boolean(), z.strictObject({ timeout: duration })])
    .optional()
    .meta({
      description:
        'Take back what succeeded (`undo` of its steps), latest first, within this time. Default: false; with true 30m.',
    }),
  run: z
    .array(identifier)
    .min(1)
    .max(20)
    .optional()
    .meta({ description: 'Ids of handlers, one after the other, after the roll-back. Default: none.' }),
  notify: z
    .array(notificationSchema)
    .min(1)
    .max(20)
    .optional()
    .meta({ description: 'Who is told then. Templates may read `run.failure`. Default: nobody.' }),
  escalate: reviewersSchema
    .optional()
    .meta({ description: 'Who has to acknowledge the failure before the run ends. Default: nobody.' }),
});

export const typedOutputSchema = z.strictObject({
  type: z.enum(inputTypes),
  value: z.json(),
  description: z.string().max(2000).optional(),
});
export type TypedOutput = z.infer<typeof typedOutputSchema>;

export const workflowSchema = z
  .strictObject({
    name: z.string().min(1).max(100).regex(/\S/, 'must not be blank').refine(isPlainName, plainNameAdvice),
    description: z.string().max(10_000).optional(),
    inputs: z.record(identifier, inputSchema).optional(),
    defaults: z
      .strictObject({
        timeout: duration.optional(),
        retry: retriesSchema.optional(),
        pool: z.string().min(1).max(64).optional(),
      })
      .optional(),
    steps: z.array(stepSchema).max(10_000),
    handlers: z
      .array(stepSchema)
      .max(100)
      .optional()
      .meta({ description: 'Steps that run only when onFailure or a rule calls them.' }),
    rules: z.array(ruleSchema).max(100).optional().meta({ description: 'Checked whenever a result arrives.' }),
    onFailure: onFailureSchema.optional().meta({ description: 'What follows when the run fails.' }),
    retryBudget: z
      .number()
      .int()
      .min(0)
      .max(100_000)
      .optional()
      .meta({ description: 'Automatic retries of all steps of a run together. Default: any number.' }),
    outputs: z
      .record(identifier, z.union([typedOutputSchema, z.json()]))
      .optional()
      .meta({
        description: 'What a run gives: a value or template, or `{ type, value }`, which is checked at its end.',
      }),
    timeout: duration.optional(),
    priority: z.number().int().min(-100).max(100).optional(),
    concurrency: concurrencySchema
      .optional()
      .meta({ description: 'How many runs may hold the same key at once; the others wait for their turn.' }),
  })
  .meta({ title: 'Countersign workflow', description: 'A directed acyclic graph of steps.' });

/** A workflow as its author wrote it (after YAML or JSON parsing and shape check). This is what is stored and hashed. */
export type Workflow = z.infer<typeof workflowSchema>;
export type StepSpec = z.infer<typeof stepSchema>;
export type InputSpec = z.infer<typeof inputSchema>;
export type RetrySpec = z.infer<typeof retrySchema>;
export type ActionSpec = z.infer<typeof actionSchema>;
export type RuleSpec = z.infer<typeof ruleSchema>;
export type OnFailureSpec = z.infer<typeof onFailureSchema>;
export type NotificationSpec = z.infer<typeof notificationSchema>;

/** Where the drawing keeps its boxes, beside the spec and outside its hash: step id → canvas position in pixels. */
export type Layout = { positions: Record<string, { x: number; y: number }> };
export const layoutSchema = z.strictObject({
  positions: z.record(z.string(), z.strictObject({ x: z.number(), y: z.number() })),
});
