'use client';
import { X } from 'lucide-react';
import { edgeLabel } from '#components/canvas/drawing.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { DraftStep } from '../model/draft.ts';
import { readNeeds } from '../model/need.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { select } from '../store/editor-store.ts';
import type { DrawingActions } from './use-drawing-actions.ts';

/** The drawing as a list: every step with what it follows, in the order of the file; always as the drawing is. */
export function OutlinePanel({ actions }: { actions: DrawingActions }) {
  const { store } = useEditorTools();
  const order = useEditor((state) => state.draft.order);
  return (
    <section aria-label="Outline" className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex items-center gap-2 border-b px-4 py-3 max-md:hidden">
        <h2 className="flex-1 font-semibold text-base">Outline</h2>
        <IconButton size="sm" label="Close" icon={<X />} onClick={() => store.setState({ panel: 'none' })} />
      </header>
      {order.length === 0 ? <p className="px-4 py-6 text-muted">Nothing is drawn yet.</p> : null}
      <ol className="min-h-0 flex-1 overflow-y-auto py-1">
        {order.map((id) => (
          <Entry key={id} id={id} actions={actions} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ id, actions }: { id: string; actions: DrawingActions }) {
  const { store, kinds } = useEditorTools();
  const step = useEditor((state) => state.draft.steps[id]);
  const current = useEditor((state) => state.selection.has(id));
  if (!step) return null;
  return (
    <li>
      <button
        type="button"
        aria-current={current ? 'true' : undefined}
        className="flex w-full flex-col px-4 py-2 text-left hover:bg-hover aria-[current]:bg-accent-soft"
        onClick={() => {
          select(store, [id]);
          actions.show(id);
        }}
        onDoubleClick={() => actions.open(id)}
      >
        <span className="truncate">
          {typeof step.name === 'string' && step.name ? step.name : id}
          <span className="ml-2 text-muted text-xs">{kinds[step.kind]?.label ?? step.kind}</span>
        </span>
        <span className="break-words text-muted text-xs">{followed(step)}</span>
      </button>
    </li>
  );
}

/** What a step follows, in words. */
function followed(step: DraftStep): string {
  const needs = readNeeds(step.needs);
  if (needs.length === 0) return 'Begins the workflow';
  return `After ${needs.map(({ step: id, on }) => (on === 'success' ? id : `${id} (${edgeLabel(on)})`)).join(', ')}`;
}
