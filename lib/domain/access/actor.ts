import { z } from 'zod';

/**
 * Who did something. `member` is the person also when it came through an API key: four eyes look at the person.
 * `system` is the engine itself (timers, recovery).
 */
export const actorSchema = z.strictObject({
  kind: z.enum(['member', 'key', 'system']),
  /** Member id; null for the system. */
  id: z.string().nullable(),
  name: z.string(),
  email: z.string().optional(),
  /** API key id, when it came through one. */
  keyId: z.string().optional(),
});

export type Actor = z.infer<typeof actorSchema>;

export const systemActor: Actor = { kind: 'system', id: null, name: 'Countersign' };
export const samePerson = (a: Actor, b: Actor) => a.id !== null && a.id === b.id;
