import type { ListOf } from '#lib/contracts/list.ts';
import { refuse } from '#lib/server/refusal.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** The parts of a caller's cursor; null at the beginning. Refuses a cursor that this server did not make. */
export function cursorParts(cursor: string | undefined, length: number): (string | number | null)[] | null {
  if (cursor === undefined) return null;
  const parts = decodeCursor(cursor, length);
  if (!parts) throw refuse('invalid_request', { errors: [{ path: 'cursor', message: 'was not given by this list' }] });
  return parts;
}

/** A time out of a cursor; refuses what is none. */
export function timeOf(part: string | number | null | undefined): Date {
  const time = new Date(typeof part === 'string' ? part : Number.NaN);
  if (Number.isNaN(time.getTime()))
    throw refuse('invalid_request', { errors: [{ path: 'cursor', message: 'was not given by this list' }] });
  return time;
}

/** One page of a list out of rows read one further than the limit: the extra row says only that there is more. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  key: (row: Row) => (string | number | null)[],
  item: (row: Row) => Item,
): ListOf<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(key(last)) : null,
  };
}
