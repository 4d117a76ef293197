'use client';
import { useEffect } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Notice } from '#components/ui/notice.tsx';
import { SealMark } from '#components/ui/seal.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { Time } from '#components/ui/time.tsx';
import { type InboxTab, inboxTabs, type useApprovals } from '#lib/client/approvals/use-approvals.ts';
import type { ApprovalSummary } from '#lib/contracts/approval.ts';
import { gateActions } from '#lib/domain/gate/spec.ts';
import { isTyping } from '../is-typing.ts';
import { dueText } from './due-text.ts';

const tabNames = Object.keys(inboxTabs) as InboxTab[];

/** Who asks, what, for how long, until when. `j` and `k` walk it. */
export function InboxList({
  tab,
  onTab,
  list,
  items,
  chosen,
  onChoose,
}: {
  tab: InboxTab;
  onTab: (tab: InboxTab) => void;
  list: ReturnType<typeof useApprovals>;
  items: readonly ApprovalSummary[];
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  useEffect(() => {
    const walk = (event: KeyboardEvent) => {
      if ((event.key !== 'j' && event.key !== 'k') || isTyping(event)) return;
      const at = items.findIndex((item) => item.id === chosen);
      const next = items[event.key === 'j' ? at + 1 : Math.max(0, at - 1)];
      if (next) onChoose(next.id);
    };
    window.addEventListener('keydown', walk);
    return () => window.removeEventListener('keydown', walk);
  }, [items, chosen, onChoose]);

  return (
    <div className="flex min-h-full flex-col bg-surface">
      <h1 className="spoken">Approvals</h1>
      <Tabs
        label="Which approvals"
        value={tab}
        onValueChange={onTab}
        tabs={tabNames.map((value) => ({
          value,
          label: inboxTabs[value].label,
          count: value === tab ? items.length : undefined,
        }))}
      />
      {list.error ? (
        <Notice
          tone="danger"
          title="The approvals could not be read"
          action={
            <Button size="sm" onClick={() => list.refetch()}>
              Try again
            </Button>
          }
        >
          {list.error.message}
        </Notice>
      ) : null}
      {list.isPending ? <SkeletonRows rows={5} label="Reading the approvals" className="p-3" /> : null}
      <ol aria-label={inboxTabs[tab].label}>
        {items.map((item) => (
          <Item key={item.id} item={item} chosen={item.id === chosen} onChoose={onChoose} />
        ))}
      </ol>
      {list.data && items.length === 0 ? (
        <p className="px-4 py-8 text-center text-muted text-sm">
          {tab === 'closed' ? 'Nothing was decided yet.' : 'Nothing waits here.'}
        </p>
      ) : null}
      {list.hasNextPage ? (
        <div className="flex justify-center p-3">
          <Button size="sm" busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Item({ item, chosen, onChoose }: { item: ApprovalSummary; chosen: boolean; onChoose: (id: string) => void }) {
  const due = item.closed ? null : dueText(item, Date.now());
  return (
    <li className="border-line border-b">
      <button
        type="button"
        aria-current={chosen || undefined}
        onClick={() => onChoose(item.id)}
        className={cn('flex w-full gap-3 px-3 py-2.5 text-left hover:bg-hover', chosen && 'bg-accent-soft')}
      >
        <SealMark name={item.closed?.by.name} className="mt-0.5" />
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 font-medium text-sm">{item.title}</span>
          <span className="block truncate text-muted text-xs">
            {item.workflowName} <span className="fact">#{item.runNumber}</span> · {item.startedBy.name}
          </span>
          <span className="mt-0.5 flex items-center gap-2 text-faint text-xs">
            {item.closed ? <span>{closedWords(item.closed)}</span> : null}
            <Time at={item.closed?.at ?? item.openedAt} />
            {due ? (
              <span className={cn('font-medium', due.late ? 'text-danger' : 'text-seal-text')}>{due.text}</span>
            ) : null}
            {!item.closed && item.quorum.need > 1 ? <span>{item.quorum.text}</span> : null}
          </span>
        </span>
      </button>
    </li>
  );
}

function closedWords(closed: NonNullable<ApprovalSummary['closed']>): string {
  if (closed.action === 'void') return 'withdrawn';
  if (closed.outcome) return closed.outcome;
  return closed.action in gateActions ? gateActions[closed.action as keyof typeof gateActions].past : closed.action;
}
