import type { ReactNode } from 'react';

export type Side = 'top' | 'bottom' | 'left' | 'right';
export type Tip = { anchor: Element; text: ReactNode; shortcut?: string; side: Side };

/** A pointer rests this long before a tip shows; the next one shows at once within `warmMs` of the last. */
const restMs = 450;
const warmMs = 400;

let shown: Tip | null = null;
let hiddenAt = Number.NEGATIVE_INFINITY;
let timer: ReturnType<typeof setTimeout> | undefined;
const watchers = new Set<() => void>();

/** The one tip of the page: a page has hundreds of buttons, and at most one of them is pointed at. */
export const tip = {
  now: () => shown,
  watch(watcher: () => void) {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
  /** Shows soon. */
  offer(next: Tip) {
    clearTimeout(timer);
    timer = setTimeout(() => put(next), performance.now() - hiddenAt < warmMs ? 0 : restMs);
  },
  hide() {
    clearTimeout(timer);
    put(null);
  },
};

function put(next: Tip | null) {
  if (shown === next) return;
  if (next === null) hiddenAt = performance.now();
  shown = next;
  for (const watcher of watchers) watcher();
}
