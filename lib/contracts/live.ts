import { z } from 'zod';
import { changedWords } from './changed.ts';

/**
 * Socket.IO messages, namespace `/`, path `/socket.io`. The client emits `join` / `leave` with a topic and an
 * acknowledgement `{ok:true} | {ok:false, code}`; the server emits `changed`. A client joins first and reads after its
 * seq, so that nothing falls between; what is pushed only says where to look, except events and log chunks of a run.
 */
export const topicSchema = z.union([z.literal('workspace'), z.string().regex(/^run:[\w-]{1,64}$/)]);
export type Topic = 'workspace' | `run:${string}`;

/** What a workspace's feed tells apart. */
export const changedSchema = z.enum(changedWords);
export type Changed = z.infer<typeof changedSchema>;

export const liveMessage = z.discriminatedUnion('type', [
  /** Something in the workspace changed: refetch what shows it. */
  z.object({
    type: z.literal('changed'),
    what: z.array(changedSchema),
  }),
  /** Events of a run with seq after the last one sent; a gap (`fromSeq` > own last + 1) means: fetch. */
  z.object({ type: z.literal('events'), runId: z.string(), fromSeq: z.number(), events: z.array(z.unknown()) }),
  z.object({
    type: z.literal('log'),
    runId: z.string(),
    step: z.string(),
    attempt: z.number(),
    chunks: z.array(z.unknown()),
  }),
]);
export type LiveMessage = z.infer<typeof liveMessage>;
