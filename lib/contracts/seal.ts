import { z } from 'zod';
import { actorSchema } from '#lib/domain/access/actor.ts';

export const sealSchema = z
  .object({
    gate: z.string(),
    step: z.string(),
    placement: z.string(),
    action: z.string(),
    outcome: z.string().nullable(),
    by: actorSchema,
    at: z.string(),
    selfSigned: z.boolean(),
    comment: z.string().nullable(),
    expired: z.boolean(),
    /** Whose right was used, when not the signer's own. */
    onBehalfOf: z.object({ id: z.string(), name: z.string() }).nullable(),
    /** Given with the password or a code again. */
    steppedUp: z.boolean(),
    /** Given in the run that this one repeats, and counted again. */
    from: z.object({ runId: z.string(), number: z.number() }).optional(),
  })
  .meta({ id: 'Seal' });
export type SealView = z.infer<typeof sealSchema>;
