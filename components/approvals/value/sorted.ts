import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';

export type Order = { column: string; down: boolean } | null;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const textOf = (cell: Json | undefined) => (typeof cell === 'string' ? cell : JSON.stringify(cell ?? null));

/** Rows in the order of a column: numbers by size, all else as text with its numbers read; what is missing comes last. */
export function sorted(rows: readonly JsonObject[], order: Order): readonly JsonObject[] {
  if (!order) return rows;
  const { column, down } = order;
  return rows.toSorted((a, b) => {
    const left = a[column];
    const right = b[column];
    const missing = Number(left === undefined || left === null) - Number(right === undefined || right === null);
    if (missing !== 0) return missing;
    const by =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : collator.compare(textOf(left), textOf(right));
    return down ? -by : by;
  });
}

/** First up, then down, then as it came. */
export function turned(order: Order, column: string): Order {
  if (order?.column !== column) return { column, down: false };
  return order.down ? null : { column, down: true };
}
