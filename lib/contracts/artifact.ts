import { z } from 'zod';

/** `prefix`: the beginning of the paths wanted, `<step>/…`; all without one. */
export const artifactsZipQuery = z.object({ prefix: z.string().max(1000).default('') });

export const artifactResponse = z
  .object({
    id: z.string(),
    name: z.string(),
    mediaType: z.string(),
    bytes: z.number(),
    hash: z.string(),
    step: z.string(),
    attempt: z.number(),
  })
  .meta({ id: 'Artifact' });
export type ArtifactView = z.infer<typeof artifactResponse>;
