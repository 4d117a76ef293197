'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Breadcrumb } from '#components/frame/slots.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Splitter } from '#components/ui/splitter.tsx';
import { useWide } from '#components/ui/use-wide.ts';
import { tabOf } from '#lib/client/approvals/inbox-filter.ts';
import { useReadAhead } from '#lib/client/approvals/use-approvals.ts';
import { useInbox } from '#lib/client/approvals/use-inbox.ts';
import { nothingPicked, ranged, type Selection, toggled } from '#lib/client/lists/selection.ts';
import type { ApprovalSummary } from '#lib/contracts/approval.ts';
import { BulkDialog } from './bulk/bulk-dialog.tsx';
import { CaseView } from './case/case-view.tsx';
import { InboxPane } from './inbox/inbox-pane.tsx';
import { SealPicture } from './inbox/seal-picture.tsx';
import { caseHere, useInboxAddress } from './inbox/use-inbox-address.ts';
import { useInboxKeys } from './inbox/use-inbox-keys.ts';
import { KeysDialog } from './keys-dialog.tsx';

/** How long a decided case stays with its seal before the next one slides in, in ms. */
const sealMs = 420;

/** Two panes: what waits on the left, the case on the right. On a phone one at a time. */
export function InboxPage() {
  const { filter, chosen, choose, narrow } = useInboxAddress();
  const inbox = useInbox(filter);
  const { items } = inbox;
  const wide = useWide();
  const [selection, setSelection] = useState<Selection<ApprovalSummary>>(nothingPicked);
  const [open, setOpen] = useState<'keys' | 'bulk' | null>(null);
  const offset = useRef(0);
  const at = items.findIndex((item) => item.id === chosen);
  useReadAhead(items[at + 1]?.id);

  const pick = useCallback(
    (item: ApprovalSummary, range: boolean) =>
      setSelection((before) => (range ? ranged(before, items, item) : toggled(before, item))),
    [items],
  );
  const pickAll = useCallback(() => {
    const [first] = items;
    const last = items.at(-1);
    if (first && last) setSelection((before) => ranged({ ...before, anchor: first.id }, items, last));
  }, [items]);
  const pickNone = useCallback(() => setSelection(nothingPicked), []);

  useInboxKeys(
    useMemo(
      () => ({
        walk: (by) => {
          const here = items.findIndex(({ id }) => id === caseHere());
          const next = items[here < 0 ? 0 : here + by];
          if (next) choose(next.id);
        },
        pick: () => {
          const item = items.find(({ id }) => id === caseHere());
          if (item) pick(item, false);
        },
        pickNone,
        decidePicked: () => selection.picked.size > 0 && setOpen('bulk'),
        search: () => document.querySelector<HTMLElement>('search input')?.focus(),
        help: () => setOpen('keys'),
      }),
      [items, choose, pick, pickNone, selection],
    ),
  );

  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: who goes elsewhere meanwhile is not taken away from there
  useEffect(() => () => clearTimeout(leaving.current), [chosen]);
  /** After a decision the next case slides in once the seal is down; the last one stays, with its seal. */
  const goOn = useCallback(() => {
    const next = items[at + 1] ?? items[at - 1];
    if (!next || tabOf(filter) === 'decided') return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    leaving.current = setTimeout(() => choose(next.id), still ? 0 : sealMs);
  }, [items, at, filter, choose]);

  const pane = (
    <InboxPane
      filter={filter}
      onNarrow={(change) => {
        offset.current = 0;
        narrow(change);
      }}
      inbox={inbox}
      chosen={chosen}
      selection={selection}
      offset={offset}
      onChoose={choose}
      onPick={pick}
      onPickAll={pickAll}
      onPickNone={pickNone}
      onDecidePicked={() => setOpen('bulk')}
      onHelp={() => setOpen('keys')}
    />
  );
  const shown = chosen ? (
    <div key={chosen} className="h-full animate-slide-in overflow-y-auto">
      <CaseView id={chosen} onDone={goOn} onBack={wide ? null : () => choose(null)} />
    </div>
  ) : null;
  const dialogs = (
    <>
      <KeysDialog open={open === 'keys'} onOpenChange={(is) => setOpen(is ? 'keys' : null)} />
      {open === 'bulk' ? (
        <BulkDialog
          picked={[...selection.picked.values()]}
          onClose={(done) => {
            setOpen(null);
            if (done) setSelection(nothingPicked);
          }}
        />
      ) : null}
    </>
  );
  if (!wide) {
    return (
      <>
        <Breadcrumb items={[{ label: 'Approvals' }]} />
        {shown ?? pane}
        {dialogs}
      </>
    );
  }
  return (
    <Splitter
      id="approvals"
      side="left"
      size={400}
      min={300}
      max={560}
      panel={pane}
      label="Width of the list"
      className="[--panel-size:400px]"
    >
      <Breadcrumb items={[{ label: 'Approvals' }]} />
      {shown ??
        (inbox.list.data ? (
          <EmptyState
            picture={<SealPicture />}
            title={items.length > 0 ? 'Choose a case' : 'Nothing to decide here'}
            className="pt-24"
          >
            {items.length > 0
              ? 'What is asked, what it is about and what follows from each choice appear here. Press j for the next one, ? for all keys.'
              : 'When a run needs a decision it appears in the list at once, without a reload.'}
          </EmptyState>
        ) : null)}
      {dialogs}
    </Splitter>
  );
}
