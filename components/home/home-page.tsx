'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Page } from '#components/frame/page.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { useMay, useViewer } from '#lib/client/viewer.tsx';
import { BlockedGates } from './blocked-gates.tsx';
import { HomeCard } from './home-card.tsx';
import { useAnyWorkflow, useRunsWith, useWaitingForMe } from './home-lists.ts';
import { RunRow } from './run-row.tsx';
import { WaitingRow } from './waiting-row.tsx';
import { Welcome } from './welcome.tsx';

const counted = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** What waits for me, what runs, what broke; a new workspace is told how to begin. */
export function HomePage() {
  const { user, workspace } = useViewer();
  const mayWrite = useMay('workflow.write');
  const [now] = useState(() => Date.now());
  const waiting = useWaitingForMe();
  const moving = useRunsWith(['running', 'waiting', 'paused', 'queued'], 10);
  const broken = useRunsWith(['failed'], 5);
  const ended = useRunsWith(['succeeded', 'cancelled'], 5);
  const workflows = useAnyWorkflow();

  if (workflows.isPending) {
    return (
      <Page title="Home" width="wide">
        <SkeletonRows rows={4} />
      </Page>
    );
  }
  if (workflows.data?.items.length === 0) {
    return (
      <Page title={`Welcome, ${user.name}`} crumbs={[{ label: 'Home' }]} width="wide">
        <Welcome name={workspace.name} />
      </Page>
    );
  }
  const open = waiting.data?.items.length ?? 0;
  const running = moving.data?.items.length ?? 0;
  return (
    <Page
      title="Home"
      width="wide"
      description={
        waiting.data && moving.data
          ? `${open ? counted(open, 'decision waits', 'decisions wait') : 'No decision waits'} for you, ${running ? `${counted(running, 'run is', 'runs are')} under way` : 'nothing runs'}.`
          : undefined
      }
      actions={
        mayWrite ? (
          <ButtonLink href="/workflows/new" icon={<Plus />}>
            New workflow
          </ButtonLink>
        ) : null
      }
    >
      <div className="grid items-start gap-4 lg:grid-cols-5">
        <div className="flex min-w-0 flex-col gap-4 lg:col-span-3">
          <HomeCard
            title="Waits for you"
            all="/approvals"
            empty="Nothing waits for you."
            query={waiting}
            urgent
            row={(gate) => <WaitingRow key={gate.id} gate={gate} now={now} />}
          />
          <BlockedGates />
          <HomeCard
            title="Broke recently"
            all="/runs?status=failed"
            empty="Nothing has failed."
            query={broken}
            row={(run) => <RunRow key={run.id} run={run} />}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:col-span-2">
          <HomeCard
            title="Under way"
            all="/runs?status=running,waiting,paused,queued"
            empty="Nothing runs right now."
            query={moving}
            row={(run) => <RunRow key={run.id} run={run} />}
          />
          <HomeCard
            title="Ended"
            all="/runs?status=succeeded,cancelled"
            empty="No run has ended yet."
            query={ended}
            row={(run) => <RunRow key={run.id} run={run} />}
          />
        </div>
      </div>
    </Page>
  );
}
