import { getNodesBounds, getViewportForBounds, type Node, type Viewport } from '@xyflow/react';
import { type RefObject, useLayoutEffect, useState } from 'react';
import { fitView } from './fit-view.ts';
import { nodeHeight } from './node-size.ts';

/** The smallest zoom at which a name can be read. */
const readable = 0.55;
/** A graph that would be shown smaller than this begins at its start instead. */
const tooSmall = 0.25;

export type Box = { width: number; height: number };

/**
 * What a canvas of this size shows first: everything, or the start of a graph that is too long for it, in a size that can
 * be read. Known before the canvas is drawn: left to itself it draws what lies around its origin, then everything, then
 * this, and where nothing lies around its origin it never gets further.
 */
export function startView(nodes: readonly Node[], box: Box, whole = false): Viewport {
  const { padding, minZoom, maxZoom } = fitView;
  if (nodes.length === 0) return { x: 0, y: 0, zoom: 1 };
  const bounds = getNodesBounds(nodes as Node[]);
  const fitting = getViewportForBounds(bounds, box.width, box.height, minZoom, maxZoom, padding);
  const steps = nodes.filter((node) => node.type === 'step');
  const [any] = steps;
  if (whole || !any || fitting.zoom >= (box.width < 768 ? readable : tooSmall)) return fitting;
  const first = steps.reduce((a, b) => (a.position.x <= b.position.x ? a : b), any).position.x;
  const column = steps.filter((node) => node.position.x === first).map((node) => node.position.y);
  const middle = (Math.min(...column) + Math.max(...column)) / 2;
  // The middle of a column may be empty ground.
  const nearest = column.reduce((a, b) => (Math.abs(a - middle) <= Math.abs(b - middle) ? a : b));
  const centre = column.length > 2 ? nearest : middle;
  return { x: 24 - first * readable, y: box.height / 2 - (centre + nodeHeight / 2) * readable, zoom: readable };
}

/** How large an element is once it is laid out; null until it has a size. */
export function useBox(element: RefObject<HTMLElement | null>): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  const known = box !== null;
  useLayoutEffect(() => {
    const shown = element.current;
    if (known || !shown) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = shown;
      if (width > 0 && height > 0) setBox({ width, height });
    };
    measure();
    // One that is not laid out yet tells when it is.
    const observer = new ResizeObserver(measure);
    observer.observe(shown);
    return () => observer.disconnect();
  }, [element, known]);
  return box;
}
