/**
 * Work an evaluation may still do. One unit is about one visited node of the expression (20–50 ns), so the whole of it
 * is spent in tens of milliseconds: evaluation shares a thread with the engine's loop.
 *
 * Kept in the module, because evaluation is synchronous and never nests.
 */
const allowance = 400_000;

let left = 0;

/** One object for all: throwing it costs no stack trace, and macros that swallow errors meet it again at once. */
export const outOfFuel = new Error('The expression does too much work');

export function refuel(units = allowance): void {
  left = units;
}

/** Takes `units`; throws `outOfFuel` when they are not there. */
export function spend(units: number): void {
  left -= units;
  if (left < 0) throw outOfFuel;
}

/** Charges for walking through `value` once, as comparing and copying do. Shared parts count each time, as they cost. */
export function spendOn(value: unknown): void {
  if (typeof value === 'string') {
    spend(1 + (value.length >> 5));
    return;
  }
  if (value === null || typeof value !== 'object') return;
  const open: object[] = [value];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const children: unknown[] = Array.isArray(item)
      ? item
      : item instanceof Map
        ? [...item.values()]
        : ArrayBuffer.isView(item)
          ? []
          : Object.values(item);
    spend(1 + children.length);
    for (const child of children) {
      if (typeof child === 'string') spend(child.length >> 5);
      else if (child !== null && typeof child === 'object') open.push(child);
    }
  }
}
