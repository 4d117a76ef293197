import { z } from 'zod';
import { actorSchema } from '#lib/domain/access/actor.ts';
import { differenceResponse } from './difference.ts';
import { listQuery, textFilter, timeFilter } from './list.ts';

export const auditEntryResponse = z
  .object({
    seq: z.number(),
    at: z.string(),
    action: z.string(),
    actor: actorSchema,
    address: z.string().nullable(),
    resource: z.object({ type: z.string(), id: z.string(), name: z.string() }),
    runId: z.string().nullable(),
    /** "approved notes in release-check #41, changed 2 fields" (without the actor). */
    sentence: z.string(),
    changes: z.array(differenceResponse),
    details: z.unknown(),
    prevHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntryView = z.infer<typeof auditEntryResponse>;

export const verification = z
  .object({
    ok: z.boolean(),
    entries: z.number(),
    head: z.string(),
    verifiedAt: z.string(),
    firstBad: z.object({ seq: z.number(), reason: z.string() }).optional(),
  })
  .meta({ id: 'Verification' });
export type VerificationView = z.infer<typeof verification>;

export const auditListQuery = listQuery.extend({
  runId: z.string().max(100).optional(),
  /** Member id. */
  actor: z.string().max(100).optional(),
  /** `gate.decided`, or the noun alone: `gate`. */
  action: z.string().max(100).optional(),
  /** `workflow`, or `workflow:<id>`. */
  resource: z.string().max(200).optional(),
  text: textFilter.optional(),
  from: timeFilter.optional(),
  to: timeFilter.optional(),
});
