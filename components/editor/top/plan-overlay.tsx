'use client';
import { ViewportPortal } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Notice } from '#components/ui/notice.tsx';
import { durationText } from '#components/ui/relative-time.ts';
import { PlanCard } from '#components/workflow/plan-card.tsx';
import { usePlan } from '#lib/client/workflows/use-plan.ts';
import type { PlanView } from '#lib/contracts/workflow.ts';
import { closeDraft, type Draft } from '../model/draft.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';

/** Stillness before the plan is made anew. */
const stillMs = 500;

/** How the draft would unfold: in words above the canvas, and on it the level of each step, its time, the longest way. */
export default function PlanOverlay() {
  const { workflow } = useEditorTools();
  const draft = useEditor((state) => state.draft);
  const still = useStill(draft);
  const { data: plan, error } = usePlan(workflow, closeDraft(still));
  const [way, setWay] = useState(true);
  if (error) return <Notice tone="warning" title={error.message} className="m-2" />;
  if (plan === null)
    return (
      <Notice tone="info" className="m-2">
        The plan is made when the workflow has no errors.
      </Notice>
    );
  if (!plan) return null;
  return (
    <>
      <PlanCard plan={plan} shown={way} onShow={setWay} />
      <ViewportPortal>
        <Marks plan={plan} way={way} draft={draft} />
      </ViewportPortal>
    </>
  );
}

function Marks({ plan, way, draft }: { plan: PlanView; way: boolean; draft: Draft }) {
  const critical = new Set(way ? plan.criticalPath : []);
  return plan.levels.flatMap((ids, level) =>
    ids.flatMap((id) => {
      const at = draft.positions[id];
      if (!at || !draft.steps[id]) return [];
      const ms = plan.durations[id];
      return [
        <div
          key={id}
          data-plan-step={id}
          className="pointer-events-none absolute"
          style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
        >
          {critical.has(id) ? <div className="absolute -inset-1 h-18 w-57 rounded-lg border-2 border-accent" /> : null}
          <span
            className={cn(
              'absolute -top-6 left-0 whitespace-nowrap rounded-sm border bg-surface px-1.5 text-2xs tabular-nums',
              critical.has(id) ? 'border-accent text-accent' : 'text-muted',
            )}
          >
            level {level + 1}
            {ms === undefined ? '' : ` · ${durationText(ms)}`}
          </span>
        </div>,
      ];
    }),
  );
}

function useStill(draft: Draft): Draft {
  const [still, setStill] = useState(draft);
  useEffect(() => {
    const timer = setTimeout(() => setStill(draft), stillMs);
    return () => clearTimeout(timer);
  }, [draft]);
  return still;
}
