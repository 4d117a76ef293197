'use client';
import type { ReactElement } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import type { useBell } from '#lib/client/bell/use-bell.ts';
import { BellList } from './bell-list.tsx';
import { NoticeOffer } from './notice-offer.tsx';

/** The list under the bell. */
export function BellPanel({
  bell,
  trigger,
  open,
  turn,
}: {
  bell: ReturnType<typeof useBell>;
  trigger: ReactElement<Record<string, unknown>>;
  open: boolean;
  turn: (open: boolean) => void;
}) {
  return (
    <Popover
      open={open}
      onOpenChange={turn}
      align="end"
      title="Notices"
      className="flex max-h-[min(36rem,80dvh)] w-[min(24rem,calc(100vw-1rem))] flex-col p-0"
      titleHidden
      trigger={trigger}
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
