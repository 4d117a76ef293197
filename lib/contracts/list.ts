import { z } from 'zod';

/** `{items, nextCursor}`; `nextCursor` null at the end. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
export type ListOf<T> = { items: T[]; nextCursor: string | null };

export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
