import { z } from 'zod';
import { actorSchema } from '#lib/domain/access/actor.ts';

/** Events after this seq; `nextCursor` is the `after` of the next page, null when the last event was reached. */
export const runEventsQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

export const runEventResponse = z
  .object({
    seq: z.number(),
    at: z.string(),
    type: z.string(),
    step: z.string().optional(),
    attempt: z.number().optional(),
    actor: actorSchema.optional(),
    data: z.unknown(),
  })
  .meta({ id: 'RunEvent' });
export type RunEventView = z.infer<typeof runEventResponse>;

/** `state`: the fold of all events up to `seq`, for programs that fold the events after it themselves. Its shape may change with any version. */
export const runSnapshot = z.object({ seq: z.number(), state: z.unknown() }).meta({ id: 'RunSnapshot' });
export type RunSnapshot = z.infer<typeof runSnapshot>;
