import { z } from 'zod';

/** What web and worker tell the supervisor over their IPC channel, and the supervisor passes on to whoever started it. */
export const childMessage = z.discriminatedUnion('type', [
  /** Web answers at this address. */
  z.object({ type: z.literal('listening'), url: z.string() }),
  /** There is no owner yet; this link makes one, once. Sent after `listening`. */
  z.object({ type: z.literal('setupLink'), url: z.string() }),
  /** The worker has its session and takes runs. */
  z.object({ type: z.literal('ready') }),
  /** It cannot start, and trying again would not help: the reason in one line for the operator. */
  z.object({ type: z.literal('failed'), reason: z.string() }),
]);

export type ChildMessage = z.infer<typeof childMessage>;
