'use client';
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { useMoment } from '#lib/client/runs/moment.tsx';
import { useRunSpans } from '#lib/client/runs/use-run-spans.ts';
import type { RunView } from '#lib/contracts/run.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import type { Workflow } from '#lib/domain/workflow/spec.ts';
import { useNow } from './replay/use-now.ts';
import { SpanLegend, SpanPatterns } from './timeline/patterns.tsx';
import { timeRows } from './timeline/rows.ts';
import { TimeChart } from './timeline/time-chart.tsx';
import { useStretch } from './timeline/use-stretch.ts';

/**
 * How each step spent the run's time. `playhead`: a time (Unix ms) that is marked, the moment that is looked at without
 * one; `onSeek` is called with the times to which the axis is dragged. `end`: of the run in the present, so that a moment
 * of the past has what came after it to the right.
 */
export function Timeline({
  run,
  chosen,
  onChoose,
  playhead,
  end,
  onSeek,
}: {
  run: RunView;
  chosen: string | null;
  onChoose: (step: string) => void;
  playhead?: number | null;
  end: string | null;
  onSeek?: (at: number) => void;
}) {
  const { spans, path, pending, error, retry } = useRunSpans(run.id);
  const moment = useMoment();
  const live = !isEnded(run.status) && moment === null;
  const clock = useNow(end === null);
  const now = moment?.at ?? (run.finishedAt ? Date.parse(run.finishedAt) : clock);
  const from = Date.parse(run.queuedAt);
  const stretch = useStretch({ from, to: Math.max(end ? Date.parse(end) : clock, from + 20) });
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const groups = useMemo(() => groupsOf(run.spec), [run.spec]);
  const rows = useMemo(() => timeRows(run.steps, spans, { groups, toggled }), [run.steps, spans, groups, toggled]);
  const toggle = (id: string) =>
    setToggled((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  if (error)
    return (
      <Notice tone="danger" title="The timeline could not be read" action={<Button onClick={retry}>Try again</Button>}>
        {error.message}
      </Notice>
    );
  if (pending && rows.length === 0) return <SkeletonRows rows={6} label="Reading the timeline" />;
  if (rows.length === 0)
    return <EmptyState title="No step has started yet">Bars appear here as soon as the first one does.</EmptyState>;
  return (
    <div className="flex h-full min-h-64 flex-col">
      <SpanPatterns />
      <div className="flex items-center gap-2 px-3 py-1.5">
        <SpanLegend className="min-w-0 flex-1 max-sm:hidden" />
        <span className="ml-auto flex shrink-0 gap-1">
          <IconButton
            size="sm"
            variant="ghost"
            label="Look closer"
            shortcut="+"
            icon={<ZoomIn />}
            onClick={() => stretch.zoom(stretch.nearer)}
          />
          <IconButton
            size="sm"
            variant="ghost"
            label="See more"
            shortcut="-"
            icon={<ZoomOut />}
            disabled={stretch.fits}
            onClick={() => stretch.zoom(stretch.farther)}
          />
          <IconButton
            size="sm"
            variant="ghost"
            label="Show all of it"
            shortcut="0"
            icon={<Maximize2 />}
            disabled={stretch.fits}
            onClick={stretch.fit}
          />
        </span>
      </div>
      <TimeChart
        rows={rows}
        path={path}
        stretch={stretch}
        now={now}
        live={live}
        playhead={playhead === undefined ? (moment?.at ?? null) : playhead}
        onSeek={onSeek}
        chosen={chosen}
        onChoose={onChoose}
        onToggle={toggle}
      />
    </div>
  );
}

function groupsOf(spec: unknown): ReadonlyMap<string, string> {
  const steps = (spec as Partial<Workflow> | null)?.steps ?? [];
  return new Map(steps.flatMap(({ id, group }) => (group ? [[id, group]] : [])));
}
