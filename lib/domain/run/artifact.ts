import { z } from 'zod';

/** A file that a step made; `hash`: the SHA-256 (hex) of its bytes. */
export const artifactSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  hash: z.string(),
});
export type Artifact = z.infer<typeof artifactSchema>;
