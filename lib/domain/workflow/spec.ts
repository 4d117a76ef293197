import { z } from 'zod';
import { gateSchema } from '../gate/spec.ts';
import { labelsSchema } from '../label.ts';
import { isPlainName, plainNameAdvice } from '../plain-name.ts';
import { duration } from './duration.ts';
import { identifier } from './identifier.ts';
import { mostNotes } from './most-notes.ts';
import { onFailureSchema, ruleSchema } from './rule-spec.ts';

/** Shape of the workflow file (design §8). Unknown keys are findings: every object here is strict. */

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

export { edgeResults } from './edge-result.ts';

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
    labels: labelsSchema.optional().meta({
      description: 'Short words by which its runs are found: letters, digits and . _ : / -, each once, at most 20.',
    }),
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

/** A note stuck on the drawing, in canvas pixels. */
export const noteSchema = z.strictObject({
  text: z.string().max(4000),
  x: z.number(),
  y: z.number(),
  width: z.number().min(80).max(2000),
  height: z.number().min(48).max(2000),
});
export type Note = z.infer<typeof noteSchema>;

/** Where the drawing keeps its boxes, beside the spec and outside its hash: step id → canvas position in pixels; and its notes. */
export const layoutSchema = z.strictObject({
  positions: z.record(z.string(), z.strictObject({ x: z.number(), y: z.number() })),
  notes: z
    .record(z.string(), noteSchema)
    .refine((notes) => Object.keys(notes).length <= mostNotes, `A drawing takes at most ${mostNotes} notes.`)
    .optional(),
});
export type Layout = z.infer<typeof layoutSchema>;
