'use client';
import type { ReactNode } from 'react';
import { Sheet } from '#components/ui/sheet.tsx';
import { OutlinePanel } from '../drawing/outline-panel.tsx';
import type { DrawingActions } from '../drawing/use-drawing-actions.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { panelStep } from '../store/editor-store.ts';
import { FindingsPanel } from './findings-panel.tsx';
import { StepPanel } from './step-panel.tsx';
import { asText } from './use-step.ts';
import { WorkflowPanel } from './workflow-panel.tsx';

export type OpenPanel = { title: string; body: ReactNode };

/** What stands at the side of the canvas, or nothing. */
export function usePanel(actions: DrawingActions): OpenPanel | null {
  const panel = useEditor((state) => state.panel);
  const step = useEditor(panelStep);
  const name = useEditor((state) => (step ? asText(state.draft.steps[step]?.name) || step : ''));
  if (panel === 'workflow') return { title: 'Workflow', body: <WorkflowPanel /> };
  if (panel === 'findings') return { title: 'Findings', body: <FindingsPanel actions={actions} /> };
  if (panel === 'outline') return { title: 'Outline', body: <OutlinePanel actions={actions} /> };
  if (step !== null) return { title: name, body: <StepPanel id={step} actions={actions} /> };
  return null;
}

/** The same on a phone: a sheet from below. */
export function PanelSheet({ panel }: { panel: OpenPanel | null }) {
  const { store } = useEditorTools();
  return (
    <Sheet
      side="bottom"
      title={panel?.title ?? ''}
      open={panel !== null}
      onOpenChange={(open) => !open && store.setState({ panel: 'none' })}
      className="h-[85dvh]"
    >
      <div className="-m-4 h-[calc(100%+2rem)]">{panel?.body}</div>
    </Sheet>
  );
}
