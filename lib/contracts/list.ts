import { z } from 'zod';

/** `{items, nextCursor}`; `nextCursor` null at the end. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
export type ListOf<T> = { items: T[]; nextCursor: string | null };

export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

/** A time in a filter: `2030-01-31` (its beginning, UTC) or `2030-01-31T12:00:00Z`. */
export const timeFilter = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })])
  .transform((text) => new Date(text))
  .refine((time) => !Number.isNaN(time.getTime()), 'must be a time such as 2030-01-31T12:00:00Z');

/** A free search text. */
export const textFilter = z.string().trim().min(1).max(200);

/** Several values: `?label=a&label=b` or `?label=a,b`; one named twice counts once. */
export const severalOf = <T extends z.ZodType<string, string>>(item: T, most: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [...new Set([given].flat().flatMap((part) => part.split(',')))])
    .pipe(z.array(item).max(most));

/** Several values of a closed list: `?status=failed&status=cancelled` or `?status=failed,cancelled`. */
export const manyOf = <T extends string>(names: readonly [T, ...T[]]) => severalOf(z.enum(names), names.length);

/** `?mine=1`, `?draft=true`. */
export const flag = z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true');
