import { z } from 'zod';
import { flag } from './list.ts';

const chunkNumber = z.coerce.number().int().max(2_147_483_647);

/** Only what was written by then. */
const until = z.iso.datetime({ offset: true }).optional();

/**
 * Chunks (they count from 0) after this one, or with `before` the last ones before that one; of the latest attempt when
 * none is named. `download=1`: the attempt as plain text, whole or as far as `until`.
 */
export const stepLogsQuery = z.object({
  attempt: chunkNumber.min(1).optional(),
  after: chunkNumber.min(-1).default(-1),
  before: chunkNumber.min(0).optional(),
  until,
  limit: z.coerce.number().int().min(1).max(1000).default(500),
  download: flag.default(false),
});

/** `text`: upper and lower case are the same; without one nothing is found. */
export const logHitsQuery = z.object({
  text: z.string().max(200).default(''),
  attempt: chunkNumber.min(1).optional(),
  after: chunkNumber.min(-1).default(-1),
  until,
  limit: z.coerce.number().int().min(1).max(1000).default(1000),
});

/** A chunk that has the text, and how often. */
export const logHit = z.object({ chunk: z.number(), hits: z.number() });
export type LogHit = z.infer<typeof logHit>;

export const logChunk = z
  .object({
    attempt: z.number(),
    chunk: z.number(),
    at: z.string(),
    stream: z.enum(['stdout', 'stderr', 'system']),
    text: z.string(),
  })
  .meta({ id: 'LogChunk' });
export type LogChunkView = z.infer<typeof logChunk>;
