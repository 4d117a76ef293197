'use client';
import { Clock, Eye, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { cn } from '#components/ui/cn.ts';
import { SealMark } from '#components/ui/seal.tsx';
import { Time } from '#components/ui/time.tsx';
import type { ApprovalListItem, ApprovalSummary } from '#lib/contracts/approval.ts';
import { closedWords } from './closed-words.ts';
import { dueText } from './due-text.ts';

/** All rows are as high as this, in px: the list can then be as long as it likes. */
export const rowHeight = 84;

/** One case: what is asked, by which run, for how long, until when, and how far the signatures are. */
export const InboxRow = memo(function InboxRow({
  item,
  chosen,
  picked,
  picking,
  onChoose,
  onPick,
}: {
  item: ApprovalListItem;
  chosen: boolean;
  picked: boolean;
  /** Something is picked: every row then shows its box. */
  picking: boolean;
  onChoose: (id: string) => void;
  onPick: (item: ApprovalSummary, range: boolean) => void;
}) {
  const { closed } = item;
  return (
    <div
      className={cn(
        'group/item relative flex h-full items-center gap-3 px-3 hover:bg-hover',
        chosen && 'bg-accent-soft hover:bg-accent-soft',
        chosen && 'before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-accent',
      )}
    >
      <span className="relative flex size-7 shrink-0 items-center justify-center">
        <SealMark
          name={closed?.by.name}
          className={closed ? undefined : cn(picking && 'opacity-0', 'group-hover/item:opacity-0')}
        />
        {closed ? null : (
          // The browser's own box: there is one in every row that is scrolled past.
          <input
            type="checkbox"
            checked={picked}
            aria-label={`Select ${item.title}`}
            tabIndex={-1}
            onChange={({ nativeEvent }) => onPick(item, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
            className={cn(
              'absolute inset-0 z-10 m-auto size-4',
              picking ? '' : 'opacity-0 group-hover/item:opacity-100',
            )}
          />
        )}
      </span>
      <button
        type="button"
        aria-current={chosen || undefined}
        onClick={(event) => (event.shiftKey ? onPick(item, true) : onChoose(item.id))}
        className="min-w-0 flex-1 select-none py-2 text-left before:absolute before:inset-0 focus-visible:outline-none focus-visible:before:outline-2 focus-visible:before:outline-accent focus-visible:before:-outline-offset-2"
      >
        <span className="line-clamp-2 font-medium text-sm leading-4.5">{item.title}</span>
        <span className="mt-0.5 flex items-baseline gap-1 whitespace-nowrap text-muted text-xs">
          <bdi className="truncate">{item.workflowName}</bdi> <span className="fact">#{item.runNumber}</span> ·{' '}
          <bdi className="max-w-2/5 shrink-0 truncate">{item.startedBy.name}</bdi>
        </span>
        <span className="mt-0.5 flex items-center gap-x-2.5 overflow-hidden whitespace-nowrap text-faint text-xs">
          {closed ? <span>{closedWords(closed)}</span> : null}
          <Time at={closed?.at ?? item.openedAt} />
          {closed ? null : <Facts item={item} />}
        </span>
      </button>
    </div>
  );
});

function Facts({ item }: { item: ApprovalListItem }) {
  const due = dueText(item, Date.now());
  const Icon = due?.late ? TriangleAlert : Clock;
  return (
    <>
      {due ? (
        <span className={cn('inline-flex items-center gap-1 font-medium', due.late ? 'text-danger' : 'text-seal-text')}>
          <Icon className="size-3" aria-hidden="true" />
          {due.text}
        </span>
      ) : null}
      {item.quorum.need > 1 ? <Quorum {...item.quorum} /> : null}
      {item.mine.signed ? <span>you signed</span> : null}
      {item.claimedBy ? (
        <span className="inline-flex min-w-0 items-center gap-1" title={`${item.claimedBy.name} is looking at it`}>
          <Eye className="size-3 shrink-0" aria-label="looked at by" />
          <bdi className="truncate">{item.claimedBy.name}</bdi>
        </span>
      ) : null}
    </>
  );
}

/** Filled and empty places, as long as there are few; the words for everybody who does not see them. */
function Quorum({ have, need, text }: ApprovalSummary['quorum']) {
  return (
    <span className="inline-flex items-center gap-0.5" title={text}>
      {need <= 5
        ? Array.from({ length: need }, (_, place) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: places are their numbers
              key={place}
              aria-hidden="true"
              className={cn('size-2 rounded-full border border-seal', place < have && 'bg-seal-fill')}
            />
          ))
        : null}
      <span className={need <= 5 ? 'spoken' : undefined}>{text}</span>
    </span>
  );
}
