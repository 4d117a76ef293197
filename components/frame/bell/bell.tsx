'use client';
import { Bell as BellIcon } from 'lucide-react';
import { cloneElement, useState } from 'react';
import { buttonLook } from '#components/ui/button-look.ts';
import { cn } from '#components/ui/cn.ts';
import { later } from '#components/ui/later.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useBell, useBellSeen } from '#lib/client/bell/use-bell.ts';
import { useDesktopNotices } from './use-desktop-notices.ts';

const BellPanel = later(async () => (await import('./bell-panel.tsx')).BellPanel);

/** What happened that concerns the viewer: a count of what they have not seen, and a list. */
export function Bell() {
  const bell = useBell();
  const seen = useBellSeen();
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
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
  const button = (
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
  );
  if (asked) return <BellPanel bell={bell} trigger={button} open={open} turn={turn} />;
  const approach = () => void BellPanel.ready().catch(() => undefined);
  return cloneElement(button, {
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
    onPointerEnter: approach,
    onFocus: approach,
    onClick: () =>
      BellPanel.ready().then(
        () => {
          setAsked(true);
          turn(true);
        },
        (error: unknown) => toast.failed(error, 'The notices did not come'),
      ),
  });
}
