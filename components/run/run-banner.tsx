import { Pause, Undo2 } from 'lucide-react';
import { Time } from '#components/ui/time.tsx';
import type { RunView } from '#lib/contracts/run.ts';
import { WaitUntil } from './wait-until.tsx';

/** What changes everything below it: the run stands still, or has failed and is being taken back. */
export function RunBanner({ run }: { run: RunView }) {
  if (run.paused)
    return (
      <Strip tone="paused" icon={<Pause />}>
        <b className="font-medium">
          Paused by {run.paused.by.name} <Time at={run.paused.at} />
        </b>
        : nothing starts until it is resumed.
        {run.paused.reason ? <span className="text-muted"> “{run.paused.reason}”</span> : null}
      </Strip>
    );
  if (run.failing)
    return (
      <Strip tone="failed" icon={<Undo2 />}>
        <b className="font-medium">Failed: {run.failing.reason}.</b> {run.failing.doing}
        {run.failing.deadlineAt ? (
          <span className="text-muted">
            {' '}
            The roll-back may last <WaitUntil at={run.failing.deadlineAt} />.
          </span>
        ) : null}
      </Strip>
    );
  return null;
}

const looks = {
  paused: 'bg-status-paused-soft [&>svg]:text-status-paused',
  failed: 'bg-status-failed-soft [&>svg]:text-status-failed',
} as const;

function Strip({
  tone,
  icon,
  children,
}: {
  tone: keyof typeof looks;
  icon: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <div role="status" className={`flex items-start gap-2.5 border-line border-b px-4 py-2 text-sm ${looks[tone]}`}>
      <span className="mt-0.5 shrink-0 [&>svg]:size-4" aria-hidden="true">
        {icon}
      </span>
      <p className="min-w-0 flex-1 text-pretty">{children}</p>
    </div>
  );
}
