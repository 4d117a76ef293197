import { z } from 'zod';

/** One field that differs, as lib/domain/workflow/diff.ts tells it: `path` is dotted, '' is the root. */
export const differenceResponse = z.object({
  path: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
