'use client';
import { useEffect, useRef } from 'react';
import { Palette } from '../palette/palette.tsx';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import type { DrawingActions } from './use-drawing-actions.ts';

const size = { width: 232, height: 340 } as const;

/** Asks which step comes here: search, arrow keys, Enter; Escape or a press elsewhere leaves everything as it was. */
export function StepPicker({ actions }: { actions: DrawingActions }) {
  const { store, kinds } = useEditorTools();
  const asking = useEditor((state) => state.asking);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!asking) return;
    const before = document.activeElement;
    box.current?.querySelector('input')?.focus();
    const close = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) store.setState({ asking: null });
    };
    document.addEventListener('pointerdown', close, true);
    return () => {
      document.removeEventListener('pointerdown', close, true);
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [asking, store]);
  if (!asking) return null;
  const frame = document.querySelector('.react-flow')?.getBoundingClientRect();
  const left = Math.max(8, Math.min(asking.screen.x - (frame?.left ?? 0), (frame?.width ?? 800) - size.width - 8));
  const top = Math.max(8, Math.min(asking.screen.y - (frame?.top ?? 0), (frame?.height ?? 600) - size.height - 8));
  return (
    <div
      ref={box}
      role="dialog"
      aria-label="Choose the step"
      style={{ left, top, width: size.width, maxHeight: size.height }}
      className="absolute z-20 flex flex-col rounded-lg border bg-raised shadow-float"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        store.setState({ asking: null });
      }}
    >
      <Palette kinds={kinds} onAdd={(kind) => actions.answer(kind)} className="min-h-0 flex-1" />
    </div>
  );
}
