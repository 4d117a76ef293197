import { z } from 'zod';
import { type WaitReason, waitReasons } from '#lib/domain/run/status.ts';

export const waitingForSchema = z.object({
  reason: z.enum(Object.keys(waitReasons) as [WaitReason, ...WaitReason[]]),
  step: z.string().optional(),
  gate: z.string().optional(),
  /** Groups and e-mails named by the gate; empty: everyone who may decide. */
  whom: z.array(z.string()).optional(),
  /** In which it waits for a slot. */
  pool: z.string().optional(),
  /** False: no worker serves that pool now. */
  served: z.literal(false).optional(),
  until: z.string().optional(),
  /** The child run that waits for it, when it is not this one. */
  run: z.string().optional(),
  /** In words: "Waiting for group release to decide notes". */
  text: z.string(),
});
export type WaitingFor = z.infer<typeof waitingForSchema>;
