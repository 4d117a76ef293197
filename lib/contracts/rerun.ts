import { z } from 'zod';

/**
 * `from`: steps to begin with; what ended well before them is taken over. Without it everything runs anew. `version`: the
 * run's own when left out. `input` replaces the run's; a sensitive one that is left out keeps its value. `preview`:
 * nothing is started.
 */
export const rerunRequest = z.strictObject({
  from: z
    .union([z.string().min(1).max(200), z.array(z.string().min(1).max(200)).min(1).max(1000)])
    .transform((steps) => (typeof steps === 'string' ? [steps] : steps))
    .optional(),
  version: z.union([z.number().int().positive(), z.literal('latest')]).optional(),
  input: z.record(z.string(), z.json()).optional(),
  reason: z.string().trim().max(2000).optional(),
  preview: z.boolean().optional(),
});

const stepName = z.object({ id: z.string(), name: z.string(), kind: z.string() });

/** What a rerun would do. */
export const rerunPreview = z
  .object({
    preview: z.literal(true),
    /** Null for the draft's snapshot. */
    version: z.number().nullable(),
    /** The newest published version; null when there is none. */
    latest: z.number().nullable(),
    /** Where one usually begins: the steps that failed. */
    suggested: z.array(z.string()),
    /** Everything one can begin with. */
    steps: z.array(stepName),
    reused: z.array(stepName.extend({ end: z.enum(['succeeded', 'waived', 'notTaken']) })),
    runs: z.array(stepName.extend({ why: z.string() })),
    gates: z.array(
      z.object({
        step: z.string(),
        name: z.string(),
        placement: z.string(),
        title: z.string(),
        /** Names of those whose signatures count again while exactly the same is asked; empty: it is asked again. */
        signedBy: z.array(z.string()),
      }),
    ),
    /** The declared inputs, and the values of the run; sensitive ones are only named. */
    inputs: z.record(z.string(), z.unknown()),
    input: z.record(z.string(), z.unknown()),
    kept: z.array(z.string()),
  })
  .meta({ id: 'RerunPreview' });
export type RerunPreview = z.infer<typeof rerunPreview>;
