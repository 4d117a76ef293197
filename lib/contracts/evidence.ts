import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const headSchema = z.object({ seq: z.number().int(), hash });

/** First line of an exported record; the others are `recordLine`. */
export const recordOpening = z.object({
  format: z.literal('countersign-record/1'),
  workspace: z.object({ id: z.string(), name: z.string() }),
  exportedAt: z.string(),
  head: headSchema,
});
export const recordLine = z.object({ seq: z.number().int(), prevHash: hash, hash, body: z.string() });

/**
 * All that proves what happened in one run, checkable without the server: its events, the exact text of everything a
 * reviewer was shown, and the record's chain from the first entry about the run to the head. Entries about other things
 * are links: their hashes prove the chain, their text is left out.
 */
export const evidencePack = z
  .object({
    format: z.literal('countersign-evidence/1'),
    workspace: z.object({ id: z.string(), name: z.string() }),
    exportedAt: z.string(),
    run: z.object({
      id: z.string(),
      number: z.number(),
      workflowId: z.string(),
      workflowName: z.string(),
      version: z.number().nullable(),
      specHash: z.string(),
      status: z.string(),
    }),
    events: z.array(z.object({ seq: z.number(), at: z.number(), type: z.string(), data: z.unknown() })),
    /** Large values that the events name by hash: hash → JSON text. */
    values: z.record(z.string(), z.string()),
    /** What was signed: digest → the canonical text it is the SHA-256 of. */
    cases: z.record(z.string(), z.string()),
    record: z.object({
      /** What the first link points back to. */
      from: headSchema,
      links: z.array(
        z.object({
          seq: z.number().int(),
          prevHash: hash,
          hash,
          body: z.string().optional(),
          bodyHash: hash.optional(),
        }),
      ),
      head: headSchema,
    }),
  })
  .meta({ id: 'Evidence' });
export type EvidencePack = z.infer<typeof evidencePack>;
