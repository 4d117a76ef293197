import { z } from 'zod';

/** Where the result of an attempt is kept for later runs. `hash`: SHA-256 of what it depends on; `text`: the key, cut, to be shown. */
export const cacheKeySchema = z.strictObject({ hash: z.string(), text: z.string() });
export type CacheKey = z.infer<typeof cacheKeySchema>;

/** The run whose result was used again, and since when it was kept (Unix ms). */
export const cachedSchema = z.strictObject({ runId: z.string(), number: z.number().int(), at: z.number() });
export type Cached = z.infer<typeof cachedSchema>;
