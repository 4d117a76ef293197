'use client';
import { useEffect } from 'react';
import { toast } from '#components/ui/toast.tsx';
import { isObject, openDraft } from '../model/draft.ts';
import { useEditorTools } from '../store/editor-context.tsx';
import { redo, undo } from '../store/editor-store.ts';
import type { DrawingActions } from './use-drawing-actions.ts';

/** Whether keys belong to what has the focus: a field, a menu, a dialog. */
function isTyping(target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : null;
  return Boolean(
    element?.closest(
      'input, textarea, select, [contenteditable="true"], .cm-editor, [role="menu"], [role="dialog"], [role="listbox"]',
    ),
  );
}

/** The editor's keys. They work wherever the focus is, except where one types. */
export function useShortcuts(actions: DrawingActions, focusPalette: () => void): void {
  const { store, autosave } = useEditorTools();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (command && key === 's') {
        event.preventDefault();
        autosave.retry();
        return;
      }
      if (event.defaultPrevented || isTyping(event.target)) return;
      const drawing = store.getState().view === 'drawing';
      const handled = command ? onCommand(key, event.shiftKey, drawing) : onPlain(event, drawing);
      if (handled) event.preventDefault();
    };

    const onCommand = (key: string, shift: boolean, drawing: boolean): boolean => {
      if (key === 'z') {
        if (shift) redo(store);
        else undo(store);
        return true;
      }
      if (key === 'y') {
        redo(store);
        return true;
      }
      if (!drawing) return false;
      if (key === 'a') actions.selectAll();
      else if (key === 'd') actions.duplicate();
      else return false;
      return true;
    };

    const onPlain = (event: KeyboardEvent, drawing: boolean): boolean => {
      if (!drawing || event.altKey) return false;
      const { selection, panel } = store.getState();
      switch (event.key) {
        case 'Delete':
        case 'Backspace':
          actions.remove();
          return true;
        case 'Enter':
          return openFocused(event.target, selection);
        case 'Escape':
          if (panel !== 'none') store.setState({ panel: 'none' });
          else store.setState({ selection: new Set(), selectedEdges: new Set() });
          return true;
        case 'n':
          focusPalette();
          return true;
        case 'l':
          void actions.arrange();
          return true;
        case 'f':
          void actions.fit();
          return true;
        default:
          return false;
      }
    };

    const openFocused = (target: EventTarget | null, selection: ReadonlySet<string>): boolean => {
      const node = target instanceof Element ? target.closest('.react-flow__node') : null;
      const id = node?.getAttribute('data-id') ?? (target === document.body ? [...selection][0] : undefined);
      if (!id || !Object.hasOwn(store.getState().draft.steps, id)) return false;
      store.setState({ selection: new Set([id]), panel: 'step' });
      // The panel is drawn first, then its first field takes the focus.
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-step-panel]')?.focus());
      return true;
    };

    const onCopy = (event: ClipboardEvent) => {
      if (isTyping(event.target) || document.getSelection()?.toString()) return;
      const copied = actions.copied();
      if (copied.steps.length === 0) return;
      event.clipboardData?.setData('text/plain', JSON.stringify(copied, null, 2));
      event.preventDefault();
      toast.info(copied.steps.length === 1 ? 'Copied one step' : `Copied ${copied.steps.length} steps`);
    };

    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || store.getState().readOnly) return;
      const read = readSteps(event.clipboardData?.getData('text/plain') ?? '');
      if (!read) return;
      event.preventDefault();
      actions.paste(read.steps, read.positions);
    };

    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('copy', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [store, autosave, actions, focusPalette]);
}

/** Steps from the clipboard; null when it holds something else. */
function readSteps(text: string) {
  if (!text.startsWith('{')) return null;
  try {
    const read: unknown = JSON.parse(text);
    if (!isObject(read) || !Array.isArray(read.steps) || !isObject(read.positions)) return null;
    const opened = openDraft({ steps: read.steps });
    if (!opened.ok || opened.draft.order.length === 0) return null;
    const { order, steps } = opened.draft;
    const places = read.positions;
    const positions = Object.fromEntries(
      order.map((id) => {
        const at = places[id];
        return [
          id,
          isObject(at) && typeof at.x === 'number' && typeof at.y === 'number' ? { x: at.x, y: at.y } : { x: 0, y: 0 },
        ];
      }),
    );
    return { steps: order.flatMap((id) => steps[id] ?? []), positions };
  } catch {
    return null;
  }
}
