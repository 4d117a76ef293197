'use client';
import { Bell as BellIcon } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { buttonLook } from '#components/ui/button-look.ts';
import { cn } from '#components/ui/cn.ts';
import { Notice } from '#components/ui/notice.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useBell, useBellSeen } from '#lib/client/bell/use-bell.ts';
import { BellList } from './bell-list.tsx';
import { NoticeOffer } from './notice-offer.tsx';
import { useDesktopNotices } from './use-desktop-notices.ts';

/** What happened that concerns the viewer: a count of what they have not seen, and a list. */
export function Bell() {
  const bell = useBell();
  const seen = useBellSeen();
  const [open, setOpen] = useState(false);
  useDesktopNotices(bell.data?.items);
  const unseen = bell.data?.unseen ?? 0;
  const turn = (next: boolean) => {
    setOpen(next);
    const newest = bell.data?.items[0];
    if (next && newest && unseen > 0) seen.mutate(newest.at);
    // What was new is not new any more when it is looked at again.
    if (!next) void bell.refetch();
  };
  const name = unseen > 0 ? `Notices, ${unseen} new` : 'Notices';
  return (
    <Popover
      open={open}
      onOpenChange={turn}
      align="end"
      title="Notices"
      className="flex max-h-[min(36rem,80dvh)] w-[min(24rem,calc(100vw-1rem))] flex-col p-0"
      titleHidden
      trigger={
        <button
          type="button"
          aria-label={name}
          title={name}
          className={cn(buttonLook({ variant: 'ghost', square: true }), 'relative')}
        >
          <BellIcon aria-hidden="true" />
          {unseen > 0 ? (
            <span
              aria-hidden="true"
              className="absolute -top-0.5 -right-0.5 inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-seal-fill px-0.5 font-semibold text-2xs text-on-seal tabular-nums"
            >
              {unseen}
            </span>
          ) : null}
        </button>
      }
    >
      <p aria-hidden="true" className="border-b px-3 py-2 font-semibold text-sm">
        Notices
      </p>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {bell.isPending ? <SkeletonRows rows={3} label="Loading notices" className="p-3" /> : null}
        {bell.error ? (
          <Notice
            tone="danger"
            className="m-3"
            action={
              <Button size="xs" onClick={() => void bell.refetch()}>
                Try again
              </Button>
            }
          >
            {ApiError.from(bell.error).message}
          </Notice>
        ) : null}
        {bell.data ? <BellList items={bell.data.items} onChoose={() => turn(false)} /> : null}
      </div>
      <NoticeOffer />
    </Popover>
  );
}
