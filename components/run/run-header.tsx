'use client';
import { Ban, RotateCcw, Stamp } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { StatusPill } from '#components/ui/status-pill.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { Duration, Time } from '#components/ui/time.tsx';
import { useCancelRun } from '#lib/client/runs/use-run.ts';
import { useMay } from '#lib/client/viewer.tsx';
import type { RunView } from '#lib/contracts/run.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import { ParentLine } from './parent-line.tsx';
import { RerunDialog } from './rerun-dialog.tsx';
import { RunProgress } from './run-progress.tsx';

/** The run's status as one sentence, and what can be done with it. */
export function RunHeader({ run }: { run: RunView }) {
  const mayCancel = useMay('run.control') && !isEnded(run.status);
  const mayRerun = useMay('run.start') && isEnded(run.status);
  const gate = run.waitingFor.find((one) => one.gate)?.gate;
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-4 py-2.5">
      <h1 className="spoken">
        {run.workflowName} #{run.number}
      </h1>
      <StatusPill run={run.status} waitingFor={run.waitingFor[0]?.reason} />
      <div className="min-w-0 flex-1 basis-72">
        <p className="text-pretty text-base" aria-live="polite">
          {run.sentence}
        </p>
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
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-xs">
        <RunProgress done={run.progress.done} total={run.progress.total} />
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
      <div className="flex items-center gap-2">
        <ButtonLink href={`/record?runId=${run.id}`} size="sm" variant="ghost">
          Record
        </ButtonLink>
        {gate ? (
          <ButtonLink href={`/approvals/${gate}`} size="sm" variant="seal" icon={<Stamp />}>
            Decide
          </ButtonLink>
        ) : null}
        {mayRerun ? <Rerun run={run} /> : null}
        {mayCancel ? <CancelRun id={run.id} /> : null}
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

function CancelRun({ id }: { id: string }) {
  const [reason, setReason] = useState('');
  const cancel = useCancelRun(id);
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="danger-quiet" icon={<Ban />}>
          Cancel run
        </Button>
      }
      title="Cancel this run?"
      consequence="Work under way is stopped, open gates are closed, and nothing else of this run starts. This cannot be undone."
      action="Cancel the run"
      onConfirm={() => {
        if (!reason.trim()) throw new Error('Say why: the reason goes on the record.');
        return cancel.mutateAsync(reason.trim());
      }}
    >
      <Field label="Reason" help="Everyone who looks at the run will read it." required>
        <Textarea value={reason} onChange={(event) => setReason(event.target.value)} rows={2} maxLength={2000} />
      </Field>
    </ConfirmDialog>
  );
}
