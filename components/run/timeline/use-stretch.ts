import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { panned, type Stretch, zoomed } from './stretch.ts';

const zoomStep = 1.5;

/** The part of time in sight: all of it, growing with it, until somebody looks closer. */
export function useStretch(whole: Stretch) {
  const [near, setNear] = useState<Stretch | null>(null);
  const shown = near ?? whole;
  const now = useRef({ shown, whole });
  now.current = { shown, whole };
  const set = (next: Stretch) => {
    const { from, to } = now.current.whole;
    setNear(next.from <= from && next.to >= to ? null : next);
  };
  return {
    shown,
    fits: near === null,
    fit: () => setNear(null),
    zoom: (factor: number, around?: number) => {
      const { shown: was, whole: all } = now.current;
      set(zoomed(was, around ?? (was.from + was.to) / 2, factor, all));
    },
    /** By a share of what is in sight. */
    pan: (share: number) => {
      const { shown: was, whole: all } = now.current;
      set(panned(was, (was.to - was.from) * share, all));
    },
    nearer: 1 / zoomStep,
    farther: zoomStep,
  };
}

/** Width of an element in px, as it is now. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const watcher = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    watcher.observe(current);
    return () => watcher.disconnect();
  }, [element]);
  return width;
}

/**
 * The wheel over an element: with Ctrl (or a pinch) nearer and farther around the pointer, sideways or with Shift earlier
 * and later. Plain turning still scrolls the rows. `at(x)`: the time at that px of the element.
 */
export function useWheel(
  element: RefObject<HTMLElement | null>,
  act: { zoom: (factor: number, x: number) => void; pan: (px: number) => void },
): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const turn = (event: WheelEvent) => {
      const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
      if (event.ctrlKey || event.metaKey)
        latest.current.zoom(Math.exp(event.deltaY / 300), event.clientX - current.getBoundingClientRect().left);
      else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) latest.current.pan(sideways);
      else return;
      event.preventDefault();
    };
    current.addEventListener('wheel', turn, { passive: false });
    return () => current.removeEventListener('wheel', turn);
  }, [element]);
}
