import type { ListOf } from '#lib/contracts/list.ts';

/**
 * One page of a long list, read again from where it began with room for more: everything before the page that follows.
 * Null when it no longer meets that page, and the whole list has to be read again.
 */
export function freshPage<T extends { id: string }>(
  read: ListOf<T>,
  following: ListOf<T> | undefined,
): ListOf<T> | null {
  if (!following) return read;
  const next = new Set(following.items.map(({ id }) => id));
  const meets = read.items.findIndex(({ id }) => next.has(id));
  return meets < 0 ? null : { items: read.items.slice(0, meets), nextCursor: read.nextCursor };
}

/** The items of all pages, each once. */
export function itemsOf<T extends { id: string }>(pages: readonly ListOf<T>[] | undefined): T[] {
  const items = new Map<string, T>();
  for (const page of pages ?? []) for (const item of page.items) if (!items.has(item.id)) items.set(item.id, item);
  return [...items.values()];
}
