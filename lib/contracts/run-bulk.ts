import { z } from 'zod';

/** Runs of one call. */
export const mostRunsAtOnce = 500;

const ids = z.array(z.string().min(1).max(100)).min(1).max(mostRunsAtOnce);

/** Many runs, one change. `from` of a rerun: the steps that did not end well, or the start. A run named twice is changed once. */
export const bulkRunsRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('cancel'), ids, reason: z.string().trim().min(1, 'say why').max(2000) }),
  z.strictObject({
    action: z.literal('rerun'),
    ids,
    from: z.enum(['failed', 'start']).default('failed'),
    reason: z.string().trim().max(2000).optional(),
  }),
]);
export type BulkRuns = z.output<typeof bulkRunsRequest>;

/** What became of each, in the order of the ids. */
export const bulkRunsResult = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      ok: z.boolean(),
      status: z.number(),
      code: z.string().optional(),
      detail: z.string().optional(),
      /** The new run of a rerun. */
      started: z.object({ id: z.string(), number: z.number() }).optional(),
    }),
  ),
});
export type BulkRunResult = z.infer<typeof bulkRunsResult>['results'][number];
