import { useCallback, useEffect, useRef, useState } from 'react';
import type { Positions } from '#components/canvas/layout.ts';

const glideMs = 180;
/** More nodes than this jump: moving them all each frame would not look like gliding. */
const glideLimit = 400;

const ease = (t: number) => 1 - (1 - t) ** 3;

/**
 * Moves nodes from where they are to new places so that the eye can follow. `between` overrides the kept places while
 * it lasts; `arrive` is called once at the end. Without motion where the reader asked for none.
 */
export function useGlide() {
  const [between, setBetween] = useState<Positions | null>(null);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  const glide = useCallback((from: Positions, to: Positions, arrive: () => void) => {
    cancelAnimationFrame(frame.current);
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches || Object.keys(to).length > glideLimit;
    if (still) {
      setBetween(null);
      arrive();
      return;
    }
    const began = performance.now();
    const draw = (now: number) => {
      const t = Math.min(1, Math.max(0, now - began) / glideMs);
      if (t === 1) {
        setBetween(null);
        arrive();
        return;
      }
      const next: Positions = {};
      for (const [id, end] of Object.entries(to)) {
        const start = from[id] ?? end;
        next[id] = { x: start.x + (end.x - start.x) * ease(t), y: start.y + (end.y - start.y) * ease(t) };
      }
      setBetween(next);
      frame.current = requestAnimationFrame(draw);
    };
    frame.current = requestAnimationFrame(draw);
  }, []);
  return { between, glide };
}
