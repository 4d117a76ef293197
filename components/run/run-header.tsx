'use client';
import { RotateCcw, Stamp } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { LabelLinks } from '#components/labels/label-links.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { StatusPill } from '#components/ui/status-pill.tsx';
import { Duration, Time } from '#components/ui/time.tsx';
import { useMoment } from '#lib/client/runs/moment.tsx';
import { useMay } from '#lib/client/viewer.tsx';
import type { RunView } from '#lib/contracts/run.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import { CompareWith } from './compare/compare-with.tsx';
import { RunControls } from './control/run-controls.tsx';
import { ParentLine } from './parent-line.tsx';
import { RerunDialog } from './rerun-dialog.tsx';
import { RunProgress } from './run-progress.tsx';
import { StatusLine } from './status-line.tsx';

/** The run's status as one sentence, and what can be done with it. */
export function RunHeader({ run }: { run: RunView }) {
  const past = useMoment() !== null;
  const mayControl = useMay('run.control') && !isEnded(run.status) && !past;
  const mayRerun = useMay('run.start') && isEnded(run.status) && !past;
  const gate = run.waitingFor.find((one) => one.gate)?.gate;
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-4 py-2.5">
      <h1 className="spoken">
        {run.workflowName} #{run.number}
      </h1>
      <StatusPill run={run.status} waitingFor={run.waitingFor[0]?.reason} />
      <div className="min-w-0 flex-1 basis-72">
        <StatusLine run={run} />
        {run.rerunOf ? (
          <p className="text-muted text-xs">
            Runs{' '}
            <Link href={`/runs/${run.rerunOf.id}`} className="text-accent hover:underline">
              #{run.rerunOf.number}
            </Link>{' '}
            again.
          </p>
        ) : null}
        {run.parent ? <ParentLine parent={run.parent} /> : null}
        <LabelLinks labels={run.labels} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs sm:gap-x-4">
        <RunProgress {...run.progress} ended={isEnded(run.status)} />
        <span>
          {run.startedAt ? <Duration from={run.startedAt} to={run.finishedAt} /> : 'not started'} ·{' '}
          <Time at={run.queuedAt} />
        </span>
        <Avatar name={run.startedBy.name} size="xs" named />
        <Link
          href={
            run.version === null
              ? `/workflows/${run.workflowId}`
              : `/workflows/${run.workflowId}/versions?version=${run.version}`
          }
          className="text-accent hover:underline"
        >
          {run.version === null ? 'draft' : `version ${run.version}`}
        </Link>
        {run.draft ? <Badge tone="outline">draft run</Badge> : null}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {gate && !past ? (
          <ButtonLink href={`/approvals/${gate}`} size="sm" variant="seal" icon={<Stamp />}>
            Decide
          </ButtonLink>
        ) : null}
        {mayRerun ? <Rerun run={run} /> : null}
        <CompareWith run={run} />
        <ButtonLink href={`/record?runId=${run.id}`} size="sm" variant="ghost">
          Record
        </ButtonLink>
        {mayControl ? <RunControls run={run} /> : null}
      </div>
    </header>
  );
}

function Rerun({ run }: { run: RunView }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" icon={<RotateCcw />} onClick={() => setOpen(true)}>
        Run again
      </Button>
      {open ? <RerunDialog run={run} open onClose={() => setOpen(false)} /> : null}
    </>
  );
}
