import { z } from 'zod';

export const cacheEntry = z
  .object({
    /** Of an item's step, that of the map and its own: `scan.check`. */
    step: z.string(),
    /** As it was rendered, shortened; the parameters where the step names no key. */
    key: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
    run: z.object({ id: z.string(), number: z.number() }),
  })
  .meta({ id: 'CacheEntry' });
export type CacheEntryView = z.infer<typeof cacheEntry>;

/** Both narrow; without either, everything that is kept of the workflow. */
export const clearCacheQuery = z.object({
  step: z.string().min(1).max(210).optional(),
  key: z.string().max(2000).optional(),
});
export const clearedCache = z.object({ cleared: z.number() });
