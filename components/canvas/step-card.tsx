import { Filter, LifeBuoy, RotateCcw, Undo2, Zap } from 'lucide-react';
import { memo } from 'react';
import { cn } from '#components/ui/cn.ts';
import { SealMark } from '#components/ui/seal.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import { lookOf } from '#components/ui/status-pill.tsx';
import type { DrawnStep } from './drawing.ts';
import { useFar } from './far.tsx';
import { ItemsBar } from './items-bar.tsx';
import { itemsText } from './items-text.ts';
import { KindIcon } from './kind-icon.tsx';
import { SealSlot, type StepSeal } from './seal-slot.tsx';
import { StepFacts, type StepState, shortWhom, spokenFacts } from './step-facts.tsx';
import { stepLine } from './step-line.ts';
import { toneRing } from './tone-ring.ts';

/** What the canvas must know of a step's kind. */
export type KindLook = { label: string; icon: string; summary: readonly string[] };

export type StepCardProps = {
  step: DrawnStep;
  kind: KindLook | undefined;
  state?: StepState;
  seals?: readonly StepSeal[];
  selected?: boolean;
  /** The worst thing found about it, and how many. */
  findings?: { severity: 'error' | 'warning' | 'info'; count: number };
};

/** The box of a step, 220 × 64: icon and kind, name, what it will do; marks, seals and status around it. */
export const StepCard = memo(function StepCard(props: StepCardProps) {
  const { state, selected, findings } = props;
  const far = useFar();
  const look = state ? lookOf({ step: state.status, waitingFor: state.waitingFor }) : undefined;
  return (
    <div
      className={cn(
        'relative flex h-16 w-55 items-center gap-2.5 rounded-lg border border-line-strong bg-surface pr-2.5 pl-2 text-ink',
        far
          ? 'border-4 border-ink-8 bg-ink-5'
          : 'transition-[border-color,box-shadow,background-color] group-hover/node:border-ink-8',
        look && toneRing[look.tone],
        state?.status === 'skipped' && 'hatched',
        findings?.severity === 'error' && 'border-danger',
        selected && 'border-accent shadow-[0_0_0_1.5px_var(--accent)]',
      )}
    >
      {far ? <FarBody {...props} /> : <NearBody {...props} />}
    </div>
  );
});

function NearBody({ step, kind, state, seals, findings }: StepCardProps) {
  const look = state ? lookOf({ step: state.status, waitingFor: state.waitingFor }) : undefined;
  const quiet = state?.status === 'pending' || state?.status === 'skipped' || state?.status === 'cancelled';
  return (
    <>
      <span
        className={cn(
          'flex size-9 shrink-0 items-center justify-center rounded-md bg-ink-3 text-muted',
          (step.kind === 'gate' || step.kind === '') && 'bg-seal-soft text-seal-text',
        )}
      >
        <KindIcon name={kind?.icon} className="size-4.5" />
      </span>
      <span className={cn('flex min-w-0 flex-1 flex-col', quiet && 'text-muted')}>
        <span className="flex h-4 items-center gap-1.5 text-2xs text-faint">
          <span className="truncate">{kind?.label ?? (step.kind || 'no kind')}</span>
          <Marks step={step} />
          {state?.attempt && state.attempt > 1 ? <span className="fact shrink-0">#{state.attempt}</span> : null}
        </span>
        <span className="truncate font-medium text-sm leading-4.5">{step.name}</span>
        <LastLine step={step} kind={kind} state={state} />
      </span>
      {look ? (
        <span
          title={state?.wait?.text}
          className="absolute -top-2 -right-2 flex size-5 items-center justify-center rounded-full bg-surface"
        >
          <StatusIcon icon={look.icon} tone={look.tone} />
        </span>
      ) : null}
      {findings && !look ? (
        <span
          className={cn(
            'absolute -top-2 -right-2 flex h-4.5 min-w-4.5 items-center justify-center rounded-full px-1 font-semibold text-2xs',
            findings.severity === 'error' ? 'bg-danger-fill text-on-accent' : 'bg-seal-fill text-on-seal',
          )}
        >
          {findings.count}
        </span>
      ) : null}
      <SealSlot gates={step.gates} seals={seals} inRun={state !== undefined} />
    </>
  );
}

/** What it will do; in a run how far its items are or who is asked, and how long it took. */
function LastLine({ step, kind, state }: Pick<StepCardProps, 'step' | 'kind' | 'state'>) {
  const { items, wait } = state ?? {};
  return (
    <span className="flex min-w-0 items-end justify-between gap-1.5">
      {items ? (
        <span className="min-w-0 flex-1">
          <ItemsBar items={items} short />
        </span>
      ) : wait?.whom ? (
        <span title={wait.text} className="truncate text-2xs text-seal-text leading-4">
          asks {shortWhom(wait.whom)}
        </span>
      ) : (
        <span className="fact truncate text-2xs text-muted leading-4">{stepLine(step.with, kind?.summary ?? [])}</span>
      )}
      {state ? <StepFacts time={state.time} taken={state.taken} /> : null}
    </span>
  );
}

/** From afar only what a glance can take in: where a person decides, how it stands. */
function FarBody({ step, state, seals }: StepCardProps) {
  const look = state ? lookOf({ step: state.status, waitingFor: state.waitingFor }) : undefined;
  return (
    <>
      {look ? <StatusIcon icon={look.icon} tone={look.tone} className="size-10" /> : null}
      <span className="h-3.5 flex-1 rounded-full bg-ink-8" />
      {step.gates.length > 0 ? (
        <SealMark name={seals?.findLast((seal) => seal.name)?.name} className="size-10" />
      ) : null}
    </>
  );
}

function Marks({ step }: { step: DrawnStep }) {
  return (
    <span className="ml-auto flex shrink-0 items-center gap-1">
      {step.conditional ? (
        <span title="Only under a condition">
          <Filter className="size-3" aria-hidden="true" />
        </span>
      ) : null}
      {step.cached ? (
        <span title="Its result is kept">
          <Zap className="size-3" aria-hidden="true" />
        </span>
      ) : null}
      {step.fallbacks > 0 ? (
        <span title="Something else is done when it fails">
          <LifeBuoy className="size-3" aria-hidden="true" />
        </span>
      ) : null}
      {step.undoable ? (
        <span title="Can be taken back">
          <Undo2 className="size-3" aria-hidden="true" />
        </span>
      ) : null}
      {step.retries > 0 ? (
        <span title="Retries" className="flex items-center gap-0.5">
          <RotateCcw className="size-3" aria-hidden="true" />
          {step.retries}
        </span>
      ) : null}
    </span>
  );
}

/** A step in words, for screen readers: name, kind, status, marks. */
export function spokenStep({ step, kind, state, seals, findings }: StepCardProps): string {
  const words = [step.name, kind?.label ?? step.kind];
  if (state) words.push(lookOf({ step: state.status, waitingFor: state.waitingFor }).spoken);
  if (state?.items) words.push(itemsText(state.items));
  if (state) words.push(...spokenFacts(state));
  if (step.conditional) words.push('conditional');
  if (step.retries > 0) words.push(`retried up to ${step.retries} times`);
  if (step.cached) words.push('cached');
  if (step.fallbacks > 0) words.push('with a fallback');
  if (step.undoable) words.push('can be taken back');
  for (const seal of seals ?? [])
    words.push(seal.name ? `${seal.action ?? 'signed'} by ${seal.name}` : 'waits for a signature');
  if (!seals?.length && step.gates.length > 0)
    words.push(`gate ${step.gates.map((gate) => spokenGate[gate]).join(', ')}`);
  if (findings) words.push(`${findings.count} ${findings.severity}${findings.count === 1 ? '' : 's'}`);
  return words.filter(Boolean).join(', ');
}

const spokenGate = { before: 'before it', after: 'after it', onFailure: 'when it fails', alone: 'for people' } as const;
