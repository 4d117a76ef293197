'use client';
import { Button } from '#components/ui/button.tsx';
import { useNoticePermission } from './use-desktop-notices.ts';

/** Offers notices of the browser while the page is in the background. Never asks by itself. */
export function NoticeOffer() {
  const { permission, ask } = useNoticePermission();
  if (permission === 'none') return null;
  return (
    <div className="flex items-center justify-between gap-2 border-t px-3 py-2 text-muted text-xs">
      {permission === 'default' ? (
        <>
          <span>Be told here while you look elsewhere.</span>
          <Button size="xs" onClick={() => void ask()}>
            Turn on
          </Button>
        </>
      ) : permission === 'granted' ? (
        <span>This browser tells you while you look elsewhere.</span>
      ) : (
        <span>This browser is told not to show notices; its settings for this site change that.</span>
      )}
    </div>
  );
}
