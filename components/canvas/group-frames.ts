import type { DrawnStep } from './drawing.ts';
import type { Positions } from './layout.ts';
import { framePadding, nodeHeight, nodeWidth } from './node-size.ts';

export type Frame = { name: string; x: number; y: number; width: number; height: number; steps: number };

/** The frame around every group's steps, in canvas pixels. */
export function groupFrames(steps: readonly Pick<DrawnStep, 'id' | 'group'>[], places: Positions): Frame[] {
  const boxes = new Map<string, { left: number; top: number; right: number; bottom: number; steps: number }>();
  for (const step of steps) {
    const at = places[step.id];
    if (!step.group || !at) continue;
    const box = boxes.get(step.group);
    boxes.set(step.group, {
      left: Math.min(box?.left ?? at.x, at.x),
      top: Math.min(box?.top ?? at.y, at.y),
      right: Math.max(box?.right ?? at.x + nodeWidth, at.x + nodeWidth),
      bottom: Math.max(box?.bottom ?? at.y + nodeHeight, at.y + nodeHeight),
      steps: (box?.steps ?? 0) + 1,
    });
  }
  return [...boxes].map(([name, box]) => ({
    name,
    x: box.left - framePadding.x,
    y: box.top - framePadding.top,
    width: box.right - box.left + framePadding.x * 2,
    height: box.bottom - box.top + framePadding.top + framePadding.bottom,
    steps: box.steps,
  }));
}
