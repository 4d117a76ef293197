'use client';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { Page } from '#components/frame/page.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { useMay, useViewer } from '#lib/client/viewer.tsx';
import type { ListOf } from '#lib/contracts/list.ts';
import type { RunSummary } from '#lib/contracts/run.ts';
import { Begin } from './begin.tsx';
import { BlockedGates } from './blocked-gates.tsx';
import { HomeCard, listed } from './home-card.tsx';
import { useAnyWorkflow, useRecentRecord, useRunsWith, useWaitingForMe } from './home-lists.ts';
import { LateCard } from './late-card.tsx';
import { RecordRow } from './record-row.tsx';
import { RunRow } from './run-row.tsx';
import { useLastLook } from './use-last-look.ts';
import { WaitingRow } from './waiting-row.tsx';
import { Welcome } from './welcome.tsx';

/** "1 run is", "more than 10 runs are": a list that goes on is not counted to its end. */
function counted(list: ListOf<unknown>, one: string, many: string): string {
  const count = list.items.length;
  if (list.nextCursor !== null) return `more than ${count} ${many}`;
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}

/** "3 decisions wait for you, nothing runs." */
function sentenceOf(waiting: ListOf<unknown>, moving: ListOf<unknown>): string {
  const open = waiting.items.length > 0 ? counted(waiting, 'decision waits', 'decisions wait') : 'no decision waits';
  const runs = moving.items.length > 0 ? `${counted(moving, 'run is', 'runs are')} under way` : 'nothing runs';
  return `${open.charAt(0).toUpperCase()}${open.slice(1)} for you, ${runs}.`;
}

/** What waits for me, what runs, what broke since I last looked, what is late, what was done; a new workspace is told how to begin. */
export function HomePage() {
  const { user, workspace } = useViewer();
  const mayWrite = useMay('workflow.write');
  const mayReadRecord = useMay('record.read');
  const now = Date.now();
  const since = useLastLook();
  const waiting = useWaitingForMe();
  const moving = useRunsWith(['running', 'waiting', 'paused', 'queued'], 10);
  const broken = useRunsWith(['failed'], 6);
  const ended = useRunsWith(['succeeded', 'cancelled'], 1);
  const record = useRecentRecord(mayReadRecord);
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
  const isFresh = (run: RunSummary) => since !== null && run.finishedAt !== null && Date.parse(run.finishedAt) > since;
  const nothingRan = [moving, broken, ended].every(({ data }) => data?.items.length === 0);
  return (
    <Page
      title="Home"
      width="wide"
      description={waiting.data && moving.data ? sentenceOf(waiting.data, moving.data) : undefined}
      actions={
        mayWrite ? (
          <ButtonLink href="/workflows/new" icon={<Plus />}>
            New workflow
          </ButtonLink>
        ) : null
      }
    >
      {nothingRan ? <Begin /> : null}
      <div className="grid items-start gap-4 lg:grid-cols-5">
        <div className="flex min-w-0 flex-col gap-4 lg:col-span-3">
          <HomeCard
            title="Waits for you"
            all="/approvals"
            empty="Nothing waits for you. When a step needs your signature, it stands here, the most urgent first."
            query={listed(waiting)}
            urgent
            row={(gate) => <WaitingRow key={gate.id} gate={gate} now={now} />}
          />
          <BlockedGates />
          <HomeCard
            title="Broke"
            all="/runs?status=failed"
            empty="Nothing has failed. A run that breaks stands here with its reason, marked until you have seen it."
            query={listed(broken)}
            fresh={broken.data?.items.filter(isFresh).length}
            row={(run) => <RunRow key={run.id} run={run} fresh={isFresh(run)} />}
          />
          {mayReadRecord ? (
            <HomeCard
              title="On the record"
              all="/record"
              empty="Nothing is on the record yet."
              query={listed(record)}
              row={(entry) => <RecordRow key={entry.seq} entry={entry} />}
            />
          ) : null}
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:col-span-2">
          <HomeCard
            title="Under way"
            all="/runs?status=running,waiting,paused,queued"
            empty={
              <>
                Nothing runs right now.{' '}
                <Link href="/workflows" className="text-accent hover:underline">
                  Choose a workflow to run
                </Link>
              </>
            }
            query={listed(moving)}
            row={(run) => <RunRow key={run.id} run={run} />}
          />
          <LateCard now={now} />
        </div>
      </div>
    </Page>
  );
}
