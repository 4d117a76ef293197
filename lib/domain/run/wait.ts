import { z } from 'zod';
import { childSchema } from './child.ts';
import { valueSchema } from './value.ts';

/** What a suspended attempt waits for; it holds no worker meanwhile. */
export const waitSchema = z.strictObject({
  /** Unix ms; null for no time. */
  until: z.number().nullable(),
  /** What the time brings: the attempt succeeds with `output`, fails, or is executed again with `memo`. */
  due: z.enum(['succeed', 'fail', 'again']),
  /** Name of the signal that ends the wait. */
  event: z.string().optional(),
  /** A CEL expression over `event` and what the step sees: the signal has to fit. */
  match: z.string().optional(),
  output: valueSchema.optional(),
  memo: valueSchema.optional(),
  child: childSchema.optional(),
});
export type Wait = z.infer<typeof waitSchema>;
