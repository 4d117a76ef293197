'use client';
import { type ReactNode, useEffect } from 'react';
import { later } from '#components/ui/later.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import type { DrawingActions } from '../drawing/use-drawing-actions.ts';
import { useEditor } from '../store/editor-context.tsx';
import { panelStep } from '../store/editor-store.ts';
import { asText } from './use-step.ts';

const waiting = <SkeletonRows rows={6} className="p-4" />;
const StepPanel = later(async () => (await import('./step-panel.tsx')).StepPanel, waiting);
const WorkflowPanel = later(async () => (await import('./workflow-panel.tsx')).WorkflowPanel, waiting);
const FindingsPanel = later(async () => (await import('./findings-panel.tsx')).FindingsPanel, waiting);
const OutlinePanel = later(async () => (await import('../drawing/outline-panel.tsx')).OutlinePanel, waiting);

export type OpenPanel = { title: string; body: ReactNode };

/** The panel of a step comes with the first sign of somebody at work, so that it is there when it is asked for. */
function useReadyPanel() {
  useEffect(() => {
    const signs = ['pointermove', 'pointerdown', 'keydown'] as const;
    const ready = () => {
      for (const sign of signs) window.removeEventListener(sign, ready, true);
      StepPanel.ready().catch(() => undefined);
    };
    for (const sign of signs) window.addEventListener(sign, ready, true);
    return () => {
      for (const sign of signs) window.removeEventListener(sign, ready, true);
    };
  }, []);
}

/** What stands at the side of the canvas, or nothing. */
export function usePanel(actions: DrawingActions): OpenPanel | null {
  useReadyPanel();
  const panel = useEditor((state) => state.panel);
  const step = useEditor(panelStep);
  const name = useEditor((state) => (step ? asText(state.draft.steps[step]?.name) || step : ''));
  if (panel === 'workflow') return { title: 'Workflow', body: <WorkflowPanel /> };
  if (panel === 'findings') return { title: 'Findings', body: <FindingsPanel actions={actions} /> };
  if (panel === 'outline') return { title: 'Outline', body: <OutlinePanel actions={actions} /> };
  if (step !== null) return { title: name, body: <StepPanel id={step} actions={actions} /> };
  return null;
}

/** The same on a phone. */
export const PanelSheet = later(async () => (await import('./panel-sheet.tsx')).PanelSheet);
