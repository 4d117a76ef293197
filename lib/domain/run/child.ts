import { z } from 'zod';
import { valueSchema } from './value.ts';

/** How many runs may stand above one another: workflows that start each other in a circle end here. */
export const deepestChild = 10;

/** A run that a step starts and waits for. Its id is chosen here, so that it is started once, whoever tries. */
export const childSchema = z.strictObject({
  runId: z.string(),
  /** Slug or id. */
  workflow: z.string(),
  /** Null for the latest. */
  version: z.number().int().positive().nullable(),
  input: valueSchema,
});
export type Child = z.infer<typeof childSchema>;

/** The step whose child a run is. `depth`: how many runs are above it. */
export const parentSchema = z.strictObject({
  runId: z.string(),
  step: z.string(),
  attempt: z.number().int().positive(),
  depth: z.number().int().positive(),
});
export type Parent = z.infer<typeof parentSchema>;
