import { z } from 'zod';

/**
 * What the bell tells: a gate that waits for the caller (`asked`; `changed` when it was edited, `escalated` or
 * `reassigned` when that is why it is theirs), a question to them, or a decision on a run they started.
 */
export const bellKinds = ['asked', 'changed', 'escalated', 'reassigned', 'question', 'decided'] as const;
export type BellKind = (typeof bellKinds)[number];

export const bellItem = z
  .object({
    id: z.string(),
    kind: z.enum(bellKinds),
    gateId: z.string(),
    title: z.string(),
    workflowName: z.string(),
    runNumber: z.number(),
    /** Who asked, or decided; null where that says nothing. */
    by: z.string().nullable(),
    /** The question, or the decision as a sentence. */
    text: z.string().nullable(),
    at: z.string(),
    seen: z.boolean(),
  })
  .meta({ id: 'BellItem' });
export type BellItem = z.infer<typeof bellItem>;

/** The newest 30. */
export const bellResponse = z.object({ unseen: z.number(), items: z.array(bellItem) }).meta({ id: 'Bell' });
export type Bell = z.infer<typeof bellResponse>;

/** All up to this moment were looked at: `at` of the newest that was shown. */
export const bellSeenRequest = z.strictObject({ upTo: z.iso.datetime() });
