'use client';
import { CheckCheck, Keyboard } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { type InboxFilter, inboxTabNames, inboxTabs, narrowing, tabOf } from '#lib/client/approvals/inbox-filter.ts';
import { useApprovalCounts } from '#lib/client/approvals/use-approval-counts.ts';
import type { useInbox } from '#lib/client/approvals/use-inbox.ts';
import { mostPicked, type Selection } from '#lib/client/lists/selection.ts';
import type { ApprovalSummary } from '#lib/contracts/approval.ts';
import { EmptyList } from './empty-list.tsx';
import { InboxFilters } from './inbox-filters.tsx';
import { InboxList } from './inbox-list.tsx';

const cleared = Object.fromEntries(narrowing.map((name) => [name, '']));

/** The left pane: which list, what narrows it, the list itself, and what is selected of it. */
export function InboxPane({
  filter,
  onNarrow,
  inbox,
  chosen,
  selection,
  offset,
  onChoose,
  onPick,
  onPickAll,
  onPickNone,
  onDecidePicked,
  onHelp,
}: {
  filter: InboxFilter;
  onNarrow: (change: Partial<InboxFilter>) => void;
  inbox: ReturnType<typeof useInbox>;
  chosen: string | null;
  selection: Selection<ApprovalSummary>;
  offset: RefObject<number>;
  onChoose: (id: string) => void;
  onPick: (item: ApprovalSummary, range: boolean) => void;
  onPickAll: () => void;
  onPickNone: () => void;
  onDecidePicked: () => void;
  onHelp: () => void;
}) {
  const tab = tabOf(filter);
  const counts = useApprovalCounts();
  const filtered = narrowing.some((name) => filter[name]);
  const openOnes = inbox.items.some(({ status }) => status === 'open');
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <h1 className="spoken">Approvals</h1>
      <Tabs
        label="Which approvals"
        value={tab}
        onValueChange={(next) => onNarrow({ tab: next === 'mine' ? '' : next })}
        className="shrink-0"
        tabs={inboxTabNames.map((value) => {
          const { label, count } = inboxTabs[value];
          return { value, label, count: (count && counts?.[count]) || undefined };
        })}
      />
      <InboxFilters
        filter={filter}
        onChange={onNarrow}
        aside={
          <>
            <IconButton
              label="Select all that are shown"
              icon={<CheckCheck />}
              disabled={!openOnes}
              onClick={onPickAll}
            />
            <IconButton
              label="Keys"
              shortcut="?"
              icon={<Keyboard />}
              onClick={onHelp}
              className="max-md:hidden pointer-coarse:hidden"
            />
          </>
        }
      />
      <InboxList
        key={tab}
        label={inboxTabs[tab].label}
        inbox={inbox}
        chosen={chosen}
        selection={selection}
        offset={offset}
        onChoose={onChoose}
        onPick={onPick}
        empty={<EmptyList tab={tab} filtered={filtered} onClear={() => onNarrow(cleared)} />}
      />
      {selection.picked.size > 0 ? (
        <SelectionBar count={selection.picked.size}>
          <Button size="sm" variant="ghost" onClick={onPickNone}>
            Clear
          </Button>
          <Button size="sm" variant="seal" onClick={onDecidePicked}>
            Decide…
          </Button>
        </SelectionBar>
      ) : null}
    </div>
  );
}

function SelectionBar({ count, children }: { count: number; children: ReactNode }) {
  return (
    <div className="flex shrink-0 items-center gap-2 border-line border-t bg-raised px-3 py-2">
      <p role="status" className="min-w-0 flex-1 font-medium text-sm tabular-nums">
        {count} selected
        {count >= mostPicked ? <span className="font-normal text-muted text-xs">, the most at once</span> : null}
      </p>
      {children}
    </div>
  );
}
