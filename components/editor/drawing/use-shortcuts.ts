'use client';
import { useEffect } from 'react';
import { noteOf } from '../model/note-id.ts';
import { type Direction, walk } from '../model/walk.ts';
import { useEditorTools } from '../store/editor-context.tsx';
import { redo, undo } from '../store/editor-store.ts';
import { pointerOver } from '../store/pointer.ts';
import type { EditorDialog } from '../top/editor-actions.tsx';
import { isTyping } from './is-typing.ts';
import type { DrawingActions } from './use-drawing-actions.ts';

const arrows: Readonly<Record<string, { way: Direction; x: number; y: number }>> = {
  ArrowLeft: { way: 'left', x: -1, y: 0 },
  ArrowRight: { way: 'right', x: 1, y: 0 },
  ArrowUp: { way: 'up', x: 0, y: -1 },
  ArrowDown: { way: 'down', x: 0, y: 1 },
};
/** How far Alt and Shift with an arrow move, in canvas pixels. */
const fine = 4;
const coarse = 20;

const nodeIdOf = (target: EventTarget | null) =>
  (target instanceof Element ? target.closest('.react-flow__node') : null)?.getAttribute('data-id') ?? null;

/** The editor's keys. They work wherever the focus is, except where one types. */
export function useShortcuts(
  actions: DrawingActions,
  focusPalette: () => void,
  open: (dialog: EditorDialog) => void,
): void {
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
      const handled = command ? onCommand(key, event.shiftKey, drawing) : drawing && onPlain(event);
      if (!handled) return;
      event.preventDefault();
      // The canvas has keys of its own: its arrows would move the node as well.
      event.stopPropagation();
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
      else if (key === 'f') store.setState({ finding: true });
      else return false;
      return true;
    };

    const onPlain = (event: KeyboardEvent): boolean => {
      const arrow = arrows[event.key];
      if (arrow) return onArrow(event, arrow);
      if (event.altKey) return false;
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
        // Tab goes on through the page unless the pointer is over the drawing and nothing there has the focus.
        case 'Tab':
          if (event.shiftKey || event.target !== document.body || !pointerOver(store)) return false;
          actions.askHere(null);
          return true;
        case '/':
          actions.askHere(focusedStep(event.target));
          return true;
        case '?':
          open('keys');
          return true;
        case 'n':
          focusPalette();
          return true;
        case 's':
          actions.noteHere(true);
          return true;
        case 'g':
          actions.group();
          return true;
        case 'l':
        case 'L':
          void actions.arrange(event.shiftKey);
          return true;
        case 'f':
          void actions.fit();
          return true;
        case 'F':
          actions.fitSelection();
          return true;
        default:
          return false;
      }
    };

    const focusedStep = (target: EventTarget | null) => {
      const id = nodeIdOf(target);
      return id !== null && Object.hasOwn(store.getState().draft.steps, id) ? id : null;
    };

    /** Alone it goes along the ways; with Alt or Shift it moves what is selected. */
    const onArrow = (event: KeyboardEvent, { way, x, y }: { way: Direction; x: number; y: number }): boolean => {
      const { selection, draft } = store.getState();
      const inCanvas = event.target instanceof Element && event.target.closest('.react-flow') !== null;
      if (!inCanvas && event.target !== document.body) return false;
      if (event.altKey || event.shiftKey) {
        const step = event.altKey ? fine : coarse;
        if (selection.size > 0) actions.nudge({ x: x * step, y: y * step });
        return selection.size > 0;
      }
      const from = focusedStep(event.target) ?? [...selection].find((id) => Object.hasOwn(draft.steps, id));
      const next = from === undefined ? draft.order[0] : walk(draft, from, way);
      if (next) actions.focus(next);
      return true;
    };

    const openFocused = (target: EventTarget | null, selection: ReadonlySet<string>): boolean => {
      const id = nodeIdOf(target) ?? (target === document.body ? [...selection][0] : undefined);
      if (!id) return false;
      if (noteOf(id) !== null) {
        document
          .querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"] [data-note]`)
          ?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
        return true;
      }
      if (!Object.hasOwn(store.getState().draft.steps, id)) return false;
      store.setState({ selection: new Set([id]), panel: 'step' });
      focusPanel(30);
      return true;
    };

    // Before the canvas hears of it.
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [store, autosave, actions, focusPalette, open]);
}

/** The panel takes the focus once it is drawn; its code may still be on the way. */
function focusPanel(tries: number): void {
  requestAnimationFrame(() => {
    const panel = document.querySelector<HTMLElement>('[data-step-panel]');
    if (panel) panel.focus();
    else if (tries > 0) setTimeout(() => focusPanel(tries - 1), 60);
  });
}
