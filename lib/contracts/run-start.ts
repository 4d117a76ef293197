import { z } from 'zod';
import { labelsSchema } from '#lib/domain/label.ts';
import { runStatus } from './run-status.ts';

export const startRunRequest = z.strictObject({
  input: z.record(z.string(), z.json()).optional(),
  version: z.number().int().positive().optional(),
  draft: z.boolean().optional(),
  /** Beside those of the workflow. */
  labels: labelsSchema.optional(),
  /** Only tells what would happen (200); nothing is started or written. */
  dryRun: z.boolean().optional(),
});
export const startedRun = z.object({ id: z.string(), number: z.number(), status: runStatus });

/** Runs of one version, started all or none. */
export const startRunsRequest = z.strictObject({
  version: z.number().int().positive().optional(),
  runs: z
    .array(z.strictObject({ input: z.record(z.string(), z.json()).optional(), labels: labelsSchema.optional() }))
    .min(1)
    .max(500),
});
export const startedRuns = z.object({ items: z.array(startedRun) });

/** `outputs`: what earlier steps gave, by their ids. */
export const testStepRequest = z.strictObject({
  input: z.record(z.string(), z.json()).optional(),
  outputs: z.record(z.string(), z.json()).optional(),
});
