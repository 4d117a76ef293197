'use client';
import { X } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { DrawingActions } from '../drawing/use-drawing-actions.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { FindingsList } from './findings-list.tsx';

/** Everything found about the workflow; each finding leads to its place. */
export function FindingsPanel({ actions }: { actions: DrawingActions }) {
  const { store } = useEditorTools();
  const findings = useEditor((state) => state.findings);
  return (
    <section aria-label="Findings" className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex items-center gap-2 border-b px-4 py-3 max-md:hidden">
        <h2 className="flex-1 font-semibold text-base">Findings</h2>
        <IconButton size="sm" label="Close" icon={<X />} onClick={() => store.setState({ panel: 'none' })} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <FindingsList findings={findings} actions={actions} />
      </div>
    </section>
  );
}
