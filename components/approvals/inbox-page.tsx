'use client';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { Breadcrumb } from '#components/frame/slots.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Splitter } from '#components/ui/splitter.tsx';
import { useWide } from '#components/ui/use-wide.ts';
import { type InboxTab, inboxTabs, useApprovals } from '#lib/client/approvals/use-approvals.ts';
import { useUrlFilter } from '#lib/client/url-filter.ts';
import { CaseView } from './case/case-view.tsx';
import { InboxList } from './inbox/inbox-list.tsx';
import { SealPicture } from './inbox/seal-picture.tsx';

const parameters = ['tab'] as const;

/** Two panes: what waits on the left, the case on the right. On a phone one at a time. */
export function InboxPage({ chosen }: { chosen: string | null }) {
  const [{ tab: given }, set] = useUrlFilter(parameters);
  const tab: InboxTab = given in inboxTabs ? (given as InboxTab) : 'mine';
  const wide = useWide();
  const router = useRouter();
  const list = useApprovals(tab);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const query = tab === 'mine' ? '' : `?tab=${tab}`;
  const choose = useCallback(
    (id: string | null) => router.push(id ? `/approvals/${id}${query}` : `/approvals${query}`, { scroll: false }),
    [router, query],
  );
  /** After a decision the next open case slides in; the last one stays, with its seal. */
  const goOn = useCallback(() => {
    const at = items.findIndex((item) => item.id === chosen);
    const next = items[at + 1] ?? items[at - 1];
    if (tab !== 'closed' && next) choose(next.id);
  }, [items, chosen, tab, choose]);

  const inbox = (
    <InboxList
      tab={tab}
      onTab={(next) => set({ tab: next === 'mine' ? '' : next })}
      list={list}
      items={items}
      chosen={chosen}
      onChoose={choose}
    />
  );
  const shown = chosen ? (
    <CaseView key={chosen} id={chosen} onDone={goOn} onBack={wide ? null : () => choose(null)} />
  ) : null;
  if (!wide) {
    return (
      <>
        <Breadcrumb items={[{ label: 'Approvals', href: `/approvals${query}` }]} />
        {shown ?? inbox}
      </>
    );
  }
  return (
    <Splitter
      id="approvals"
      side="left"
      size={340}
      min={260}
      max={520}
      panel={inbox}
      label="Width of the list"
      className="[--panel-size:340px]"
    >
      <Breadcrumb items={[{ label: 'Approvals' }]} />
      {shown ?? (
        <EmptyState
          picture={<SealPicture />}
          title={items.length > 0 ? 'Choose a case' : 'Nothing waits for you'}
          className="pt-24"
        >
          {items.length > 0
            ? 'What is asked, what it is about and what follows from each choice appear here.'
            : 'When a run needs your decision it appears in this list at once, without a reload.'}
        </EmptyState>
      )}
    </Splitter>
  );
}
