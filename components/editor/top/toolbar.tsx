'use client';
import { Plus, Redo2, Settings2, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { type EditorView, redo, undo } from '../store/editor-store.ts';

const views = [
  { value: 'drawing', label: 'Drawing' },
  { value: 'yaml', label: 'YAML' },
] as const satisfies readonly { value: EditorView; label: string }[];

/** The line above the canvas: how it is shown, back and forth, settings. `children` stand at its right end. */
export function Toolbar({ onAdd, children }: { onAdd: () => void; children?: ReactNode }) {
  const { store } = useEditorTools();
  const view = useEditor((state) => state.view);
  const drawable = useEditor((state) => state.drawable);
  const readOnly = useEditor((state) => state.readOnly);
  const panel = useEditor((state) => state.panel);
  const canUndo = useStore(store.temporal, (history) => history.pastStates.length > 0);
  const canRedo = useStore(store.temporal, (history) => history.futureStates.length > 0);
  return (
    <div role="toolbar" aria-label="Editor" className="flex h-11 shrink-0 items-center gap-1 border-b bg-surface px-2">
      <div className="mr-1 flex rounded-md bg-ink-3 p-0.5">
        {views.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            aria-pressed={view === value}
            disabled={value === 'drawing' && !drawable}
            onClick={() => store.setState({ view: value })}
            className={cn(
              'h-6 rounded-sm px-2.5 font-medium text-xs pointer-coarse:h-8 disabled:opacity-50',
              view === value ? 'bg-surface text-ink' : 'text-muted hover:text-ink',
            )}
          >
            {label}
          </button>
        ))}
      </div>
      {view === 'drawing' && !readOnly ? (
        <IconButton size="sm" label="Add a step" icon={<Plus />} onClick={onAdd} className="md:hidden" />
      ) : null}
      <IconButton
        size="sm"
        label="Undo"
        shortcut="Ctrl Z"
        icon={<Undo2 />}
        disabled={!canUndo || readOnly}
        onClick={() => undo(store)}
      />
      <IconButton
        size="sm"
        label="Redo"
        shortcut="Ctrl Shift Z"
        icon={<Redo2 />}
        disabled={!canRedo || readOnly}
        onClick={() => redo(store)}
      />
      <span className="flex-1" />
      <Button
        size="sm"
        variant="ghost"
        icon={<Settings2 />}
        aria-pressed={panel === 'workflow'}
        className="max-md:hidden"
        onClick={() => store.setState({ panel: panel === 'workflow' ? 'none' : 'workflow' })}
      >
        Inputs and settings
      </Button>
      {children}
    </div>
  );
}
