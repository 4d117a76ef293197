'use client';
import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Scrolls sideways on its own. Only while something is hidden it can be focused, so that the arrow keys reach it. */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const measure = () => setScrolls(current.scrollWidth > current.clientWidth);
    const watcher = new ResizeObserver(measure);
    watcher.observe(current);
    if (current.firstElementChild) watcher.observe(current.firstElementChild);
    return () => watcher.disconnect();
  }, []);
  const className = 'relative block w-full overflow-x-auto focus-visible:-outline-offset-2';
  return (
    <section
      ref={box}
      aria-label={scrolls ? `${label}, scrolls sideways` : undefined}
      tabIndex={scrolls ? 0 : undefined}
      className={className}
    >
      {children}
    </section>
  );
}
