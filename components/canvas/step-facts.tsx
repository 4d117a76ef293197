import { DatabaseZap, History } from 'lucide-react';
import { durationText } from '#components/ui/relative-time.ts';
import { Duration } from '#components/ui/time.tsx';
import type { ItemCountsView } from '#lib/contracts/run-step.ts';
import type { StepStatus, WaitReason } from '#lib/domain/run/status.ts';
import { type Taken, takenText } from './taken.ts';

/** Where a step stands in a run. */
export type StepState = {
  status: StepStatus;
  waitingFor?: WaitReason;
  /** What it waits for in words; `whom`: the people and groups that are asked, where there are any. */
  wait?: { text: string; whom?: readonly string[] };
  attempt?: number;
  items?: ItemCountsView;
  /** From its first start to its end; null while it runs. */
  time?: { from: string; to: string | null };
  taken?: Taken;
};

/** How long it took, or whose result it has: what is to be seen of it at the end of a box's last line. */
export function StepFacts({ time, taken }: Pick<StepState, 'time' | 'taken'>) {
  if (taken) {
    const Icon = taken.run === null ? History : DatabaseZap;
    return (
      <span title={takenText(taken)} className="fact flex shrink-0 items-center gap-1 text-2xs text-muted leading-4">
        <Icon className="size-3" aria-hidden="true" />
        {taken.run === null ? 'reused' : `#${taken.run}`}
      </span>
    );
  }
  if (!time) return null;
  return (
    <span className="fact shrink-0 text-2xs text-muted tabular-nums leading-4">
      {/* What has ended does not listen to the clock: of a thousand boxes few tick. */}
      {time.to === null ? <Duration from={time.from} /> : tookText(time.from, time.to)}
    </span>
  );
}

/** "release", "ana", "release +2": groups without the word, people by their address before the @. */
export function shortWhom(whom: readonly string[]): string {
  const [first = 'anyone who may', ...others] = whom;
  const short = first.replace(/^group /, '').replace(/@[^@]*$/, '');
  return others.length > 0 ? `${short} +${others.length}` : short;
}

/** In words, for screen readers. */
export function spokenFacts({ wait, time, taken }: StepState): string[] {
  return [
    wait?.text ?? '',
    taken ? takenText(taken) : '',
    time?.to && !taken ? `took ${tookText(time.from, time.to)}` : '',
  ].filter(Boolean);
}

const tookText = (from: string, to: string) => durationText(Date.parse(to) - Date.parse(from));
