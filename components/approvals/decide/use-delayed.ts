'use client';
import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * Does something after a number of seconds, unless it is taken back before. `left`: seconds to go, null while nothing is
 * on its way. Who leaves the page before has not done it: `onLost` says so.
 */
export function useDelayed(onLost: () => void) {
  const [left, setLeft] = useState<number | null>(null);
  const act = useRef<(() => void) | null>(null);
  const lost = useRef(onLost);
  lost.current = onLost;

  const undo = useCallback(() => {
    act.current = null;
    setLeft(null);
  }, []);
  const now = useCallback(() => {
    const does = act.current;
    undo();
    does?.();
  }, [undo]);
  const begin = useCallback((seconds: number, does: () => void) => {
    act.current = does;
    setLeft(seconds);
  }, []);

  useEffect(() => {
    if (left === null) return;
    const timer = setTimeout(() => (left <= 1 ? now() : setLeft(left - 1)), 1000);
    return () => clearTimeout(timer);
  }, [left, now]);
  useEffect(
    () => () => {
      if (act.current) lost.current();
    },
    [],
  );
  return { left, begin, undo, now };
}
