import { z } from 'zod';

/** The channel on which workers and commands tell web processes where to look, after their commits. */
export { wakeChannel as runChannel } from '#lib/storage/wake.ts';

const runId = z.string();
const workspaceId = z.string();

/**
 * `runs`: runs that have new events, with their workspace and last seq; `logs`: runs whose steps put something out.
 * Messages are batches below the database's 8,000 bytes.
 */
export const runNotice = z.object({
  runs: z.array(z.tuple([workspaceId, runId, z.number()])).default([]),
  logs: z.array(runId).default([]),
});
export type RunNotice = z.infer<typeof runNotice>;
