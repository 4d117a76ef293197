import { z } from 'zod';
import { actorSchema } from '../access/actor.ts';

export const auditChangeSchema = z.object({
  path: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});

/** What an entry of the record says: the JSON whose exact text is hashed. Unknown fields of later versions are kept. */
export const auditBodySchema = z.looseObject({
  workspaceId: z.string(),
  seq: z.number().int(),
  at: z.string(),
  action: z.string(),
  actor: actorSchema,
  address: z.string().nullable(),
  resource: z.object({ type: z.string(), id: z.string(), name: z.string() }),
  runId: z.string().nullable(),
  changes: z.array(auditChangeSchema),
  details: z.unknown(),
});
export type AuditBody = z.infer<typeof auditBodySchema>;

/** Reads an entry's text; throws ZodError or SyntaxError on what no version of this program wrote. */
export const readAuditBody = (text: string): AuditBody => auditBodySchema.parse(JSON.parse(text));
