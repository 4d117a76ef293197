'use client';
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { Kbd } from './kbd.tsx';
import { type Side, type Tip, tip } from './tip.ts';

const gap = 6;
const margin = 8;
const nothing = () => null;

/** Where the page's one tip is drawn; placed once, in the root layout. */
export function TipLayer() {
  const shown = useSyncExternalStore(tip.watch, tip.now, nothing);
  return shown ? <Drawn tip={shown} /> : null;
}

function Drawn({ tip: { anchor, text, shortcut, side } }: { tip: Tip }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const own = box.current;
    if (!own) return;
    const { x, y } = placeOf(anchor.getBoundingClientRect(), own, side);
    own.style.translate = `${x}px ${y}px`;
  }, [anchor, side]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && tip.hide();
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('scroll', tip.hide, true);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('scroll', tip.hide, true);
    };
  }, []);
  return (
    <div
      ref={box}
      aria-hidden="true"
      className="pointer-events-none fixed top-0 left-0 z-60 flex max-w-72 items-center gap-2 rounded-md bg-ink-12 px-2 py-1 text-ink-1 text-xs opacity-100 transition-opacity starting:opacity-0"
    >
      {text}
      {shortcut ? <Kbd keys={shortcut} /> : null}
    </div>
  );
}

/** On the wanted side, or on the opposite one where there is no room; always inside the window. */
function placeOf(at: DOMRect, { offsetWidth: width, offsetHeight: height }: HTMLElement, side: Side) {
  const room = {
    top: at.top - height - gap,
    bottom: at.bottom + gap,
    left: at.left - width - gap,
    right: at.right + gap,
  };
  const [across, down] = [innerWidth - width - margin, innerHeight - height - margin];
  const inside = (value: number, most: number) => Math.max(margin, Math.min(value, most));
  if (side === 'left' || side === 'right') {
    const fits = side === 'left' ? room.left >= margin : room.right <= across;
    const x = fits ? room[side] : side === 'left' ? room.right : room.left;
    return { x: inside(x, across), y: inside(at.top + (at.height - height) / 2, down) };
  }
  const fits = side === 'top' ? room.top >= margin : room.bottom <= down;
  const y = fits ? room[side] : side === 'top' ? room.bottom : room.top;
  return { x: inside(at.left + (at.width - width) / 2, across), y: inside(y, down) };
}
