'use client';
import { Activity, GanttChart, Info, List, Workflow } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useMemo } from 'react';
import { Breadcrumb } from '#components/frame/slots.tsx';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { Splitter } from '#components/ui/splitter.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { StillClock } from '#components/ui/time.tsx';
import { useWide } from '#components/ui/use-wide.ts';
import { ApiError } from '#lib/client/api-error.ts';
import { MomentProvider } from '#lib/client/runs/moment.tsx';
import { useRunStep } from '#lib/client/runs/use-items.ts';
import { useReplay } from '#lib/client/runs/use-replay.ts';
import { useFreshReads, useRun } from '#lib/client/runs/use-run.ts';
import { useUrlFilter } from '#lib/client/url-filter.ts';
import { useStepKinds } from '#lib/client/workflows/use-step-kinds.ts';
import type { RunView } from '#lib/contracts/run.ts';
import { EventList } from './event-list.tsx';
import { NoStep } from './no-step.tsx';
import { PastNote } from './replay/past-note.tsx';
import { ReplayBar } from './replay/replay-bar.tsx';
import { RunBanner } from './run-banner.tsx';
import { RunHeader } from './run-header.tsx';
import { RunOverview } from './run-overview.tsx';
import { StepPanel } from './step/step-panel.tsx';
import { StepList } from './step-list.tsx';
import { Timeline } from './timeline.tsx';

const graph = () => import('./graph/run-graph.tsx').then((file) => file.RunGraph);
const RunGraph = dynamic(graph, { ssr: false });
// What is shown first comes together with the run, not after it; where that fails it is asked for again when drawn.
if (typeof window !== 'undefined' && matchMedia('(min-width: 768px)').matches) graph().catch(() => {});

const parameters = ['view', 'step'] as const;
const views = ['overview', 'graph', 'timeline', 'steps', 'events'] as const;
type View = (typeof views)[number];

/** One run, live: four views of the same state, the chosen step beside them. View and step are in the address. */
export function RunPage({ id }: { id: string }) {
  const run = useRun(id);
  useFreshReads(id);
  useStepKinds();
  if (run.error) return <NoRun error={run.error} retry={run.retry} />;
  if (!run.data) {
    return (
      <div className="p-6">
        <SkeletonRows rows={6} label="Reading the run" />
      </div>
    );
  }
  return <RunThroughTime key={id} now={run.data} />;
}

/** The run as it is, or as it was at the moment that is looked at: everything inside shows the same one. */
function RunThroughTime({ now }: { now: RunView }) {
  const replay = useReplay(now.id);
  const { moment, live, go } = replay;
  const seek = useCallback((at: number) => go((to) => to.seekTime(at)), [go]);
  return (
    <MomentProvider value={moment}>
      <StillClock value={moment?.at ?? null}>
        <div className="flex h-full min-h-0 flex-col">
          {moment ? <PastNote moment={moment} now={now.status} onLive={live} /> : null}
          <ShownRun run={moment?.view ?? now} end={now.finishedAt} onSeek={seek} />
          <ReplayBar run={now} replay={replay} />
        </div>
      </StillClock>
    </MomentProvider>
  );
}

/** `end`: of the run in the present. */
function ShownRun({ run, end, onSeek }: { run: RunView; end: string | null; onSeek: (at: number) => void }) {
  const [{ view: given, step: chosen }, set] = useUrlFilter(parameters);
  const wide = useWide();
  const shown = views.find((name) => name === given && (name !== 'overview' || !wide));
  const view: View = shown ?? (wide ? 'graph' : 'steps');
  const drawn = run.steps.find((one) => one.id === chosen) ?? null;
  // Steps of items do not come with the run.
  const apart = useRunStep(run.id, chosen && !drawn ? chosen : null);
  const step = drawn ?? (chosen ? (apart.data ?? null) : null);
  const choose = useMemo(() => (id: string | null) => set({ step: id ?? '' }), [set]);
  const panel = step ? (
    <StepPanel run={run} step={step} onChoose={choose} />
  ) : chosen && !drawn ? (
    <NoStep step={chosen} pending={apart.isPending} onChoose={choose} />
  ) : (
    <RunOverview run={run} onChoose={choose} />
  );
  const tabs = (
    <Tabs
      label="Views of the run"
      value={view}
      onValueChange={(next) => set({ view: next })}
      className="h-full"
      tabs={[
        ...(wide
          ? []
          : [
              {
                value: 'overview' as const,
                label: <Named icon={<Info />}>Overview</Named>,
                panel: <RunOverview run={run} onChoose={choose} />,
              },
            ]),
        {
          value: 'graph',
          label: <Named icon={<Workflow />}>Graph</Named>,
          panel: <RunGraph run={run} chosen={chosen || null} onChoose={choose} />,
        },
        {
          value: 'timeline',
          label: <Named icon={<GanttChart />}>Timeline</Named>,
          panel: <Timeline run={run} chosen={chosen || null} onChoose={choose} end={end} onSeek={onSeek} />,
        },
        {
          value: 'steps',
          label: <Named icon={<List />}>Steps</Named>,
          count: run.steps.length,
          panel: <StepList run={run} chosen={chosen || null} onChoose={choose} />,
        },
        {
          value: 'events',
          label: <Named icon={<Activity />}>Events</Named>,
          panel: <EventList runId={run.id} onChoose={choose} />,
        },
      ]}
    />
  );
  return (
    <>
      <Breadcrumb items={[{ label: 'Runs', href: '/runs' }, { label: `${run.workflowName} #${run.number}` }]} />
      <RunHeader run={run} />
      <RunBanner run={run} />
      <div className="min-h-0 flex-1">
        {/* The same place at every width, so that a turned tablet keeps what is scrolled to and filtered. On a phone
            the views scroll by themselves: below them stands the bar of the run's time. */}
        <Splitter
          id="run"
          panel={wide ? panel : null}
          size={440}
          max={900}
          label="Width of the step"
          className="max-md:h-full"
        >
          {tabs}
        </Splitter>
        <Sheet
          flush
          titleHidden
          open={!wide && chosen !== ''}
          onOpenChange={(open) => !open && choose(null)}
          title={step?.name ?? 'Step'}
          side="bottom"
        >
          {chosen ? panel : null}
        </Sheet>
      </div>
    </>
  );
}

function Named({ icon, children }: { icon: React.ReactNode; children: string }) {
  return (
    <span className="flex items-center gap-1.5 [&_svg]:size-3.5">
      {icon}
      {children}
    </span>
  );
}

function NoRun({ error, retry }: { error: Error; retry: () => void }) {
  if (error instanceof ApiError && error.status === 404) {
    return (
      <EmptyState title="There is no such run here" action={<ButtonLink href="/runs">All runs</ButtonLink>}>
        It may belong to another workspace, or the address may be cut off.
      </EmptyState>
    );
  }
  return (
    <div className="p-6">
      <Notice tone="danger" title="The run could not be read" action={<Button onClick={retry}>Try again</Button>}>
        {error.message}
      </Notice>
    </div>
  );
}
