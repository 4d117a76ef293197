import { z } from 'zod';

/** Ids and slugs as this server makes them; anything else names nothing (404). */
export const idOrSlug = z.string().regex(/^[\w.-]{1,100}$/);
export const idParam = z.object({ id: idOrSlug });
export const slugParam = z.object({ slug: idOrSlug });

/** A step's id inside a run, also one that came in while it went on (`undo:deploy`, `rule:1-leak`) or belongs to an item (`scan[3].check`). */
export const stepName = z.string().regex(/^[A-Za-z][\w.:#[\]-]{0,299}$/);

/** A version's number in an address. */
export const versionNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
