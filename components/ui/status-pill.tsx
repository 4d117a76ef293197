import {
  type RunStatus,
  runStatuses,
  type StepStatus,
  stepStatuses,
  type WaitReason,
  waitReasons,
} from '#lib/domain/run/status.ts';
import { cn } from './cn.ts';
import { StatusIcon, toneSoft, toneText } from './status-icon.tsx';

type Of =
  | { run: RunStatus; step?: undefined; waitingFor?: WaitReason }
  | { step: StepStatus; run?: undefined; waitingFor?: WaitReason };

/** The look (tone, glyph, word) of a run's or a step's status; what it waits for refines `waiting`. */
export function lookOf(of: Of) {
  const status = of.run ?? of.step;
  if (status === 'waiting' && of.waitingFor) return waitReasons[of.waitingFor];
  return of.run === undefined ? stepStatuses[of.step] : runStatuses[of.run];
}

/** A status as glyph and word on its tone. `quiet` drops the tinted ground, for dense tables. */
export function StatusPill({
  quiet,
  label,
  className,
  ...of
}: Of & {
  quiet?: boolean;
  /** Replaces the word where more is known: "Waiting for release". */
  label?: string;
  className?: string;
}) {
  const look = lookOf(of);
  return (
    <span
      className={cn(
        'inline-flex h-5.5 shrink-0 items-center gap-1.5 whitespace-nowrap font-medium text-xs',
        toneText[look.tone],
        quiet ? '' : ['rounded-full pr-2.5 pl-1.5', toneSoft[look.tone]],
        className,
      )}
    >
      <StatusIcon icon={look.icon} className="size-3.5" />
      {label ?? look.label}
    </span>
  );
}

/** Only the glyph, named for screen readers. */
export function StatusMark({ className, ...of }: Of & { className?: string }) {
  const look = lookOf(of);
  return <StatusIcon icon={look.icon} tone={look.tone} label={look.spoken} className={className} />;
}
