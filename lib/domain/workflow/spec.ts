import { z } from 'zod';
import { gateSchema } from '../gate/spec.ts';
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

export const retryErrorKinds = ['timeout', 'exit', 'error', 'assert', 'any'] as const;

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
  timeout: duration.optional(),
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
});

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
    outputs: z.record(identifier, z.json()).optional(),
    timeout: duration.optional(),
    priority: z.number().int().min(-100).max(100).optional(),
  })
  .meta({ title: 'Countersign workflow', description: 'A directed acyclic graph of steps.' });

/** A workflow as its author wrote it (after YAML or JSON parsing and shape check). This is what is stored and hashed. */
export type Workflow = z.infer<typeof workflowSchema>;
export type StepSpec = z.infer<typeof stepSchema>;
export type InputSpec = z.infer<typeof inputSchema>;
export type RetrySpec = z.infer<typeof retrySchema>;

/** Where the drawing keeps its boxes, beside the spec and outside its hash: step id → canvas position in pixels. */
export type Layout = { positions: Record<string, { x: number; y: number }> };
export const layoutSchema = z.strictObject({
  positions: z.record(z.string(), z.strictObject({ x: z.number(), y: z.number() })),
});
