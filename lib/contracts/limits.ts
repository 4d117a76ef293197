import { z } from 'zod';

/** Null: no limit. */
const max = z.number().int().min(1).max(100_000).nullable();

export const limitsResponse = z
  .object({
    /** Runs of the workspace that go on at once; those that wait for a person, a time or an event are not counted. */
    workspace: max,
    /** Likewise of a workflow. */
    workflows: z.array(z.object({ id: z.string(), name: z.string(), max: z.number() })),
    /** Attempts of the workspace's runs in a pool at once. */
    pools: z.array(z.object({ name: z.string(), max: z.number() })),
    /** Runs of all workspaces at once, as the operator has set it. */
    installation: z.number(),
  })
  .meta({ id: 'Limits' });
export type LimitsView = z.infer<typeof limitsResponse>;

/** What is not named stays as it is; null takes a limit away. */
export const changeLimitsRequest = z.strictObject({
  workspace: max.optional(),
  /** By id or slug. */
  workflows: z.record(z.string().max(200), max).optional(),
  pools: z.record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be the name of a pool'), max).optional(),
});
