import { z } from 'zod';
import { plainName } from '#lib/domain/plain-name.ts';
import { flag } from './list.ts';

const person = z.object({ id: z.string(), name: z.string(), email: z.string() });

/** Somebody stands in for a member: their gates ask both, and one of them signs. */
export const delegationResponse = z
  .object({
    id: z.string(),
    /** Whose right it is. */
    giver: person,
    taker: person,
    startsAt: z.string(),
    endsAt: z.string(),
    note: z.string(),
    status: z.enum(['planned', 'active', 'over']),
    /** Whether the one who asks may end it. */
    mayEnd: z.boolean(),
  })
  .meta({ id: 'Delegation' });
export type DelegationView = z.infer<typeof delegationResponse>;

/** `past`: those too that are over or were ended. */
export const delegationQuery = z.object({ past: flag.optional(), mine: flag.optional() });

const time = z.iso.datetime({ offset: true, error: 'must be a time such as 2030-01-31T12:00:00Z' });

export const createDelegationRequest = z.strictObject({
  /** Id or e-mail of the member who stands in. */
  taker: z.string().min(1).max(254),
  /** Now, when left out or over. */
  startsAt: time.optional(),
  endsAt: time,
  note: z.string().overwrite(plainName).trim().max(200).optional(),
});
