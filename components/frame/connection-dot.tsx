'use client';
import { cn } from '#components/ui/cn.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { useLiveState } from '#lib/client/live/live-provider.tsx';

const looks = {
  live: { dot: 'bg-good', text: 'Live: what you see is current' },
  'catching up': { dot: 'bg-seal', text: 'Catching up with what changed' },
  offline: { dot: 'border-2 border-danger bg-transparent', text: 'Offline: trying to connect again' },
} as const;

/** Whether the page is current: a filled dot, an amber one while it catches up, a ring and a word when offline. */
export function ConnectionDot() {
  const state = useLiveState();
  const look = looks[state];
  return (
    <Tooltip text={look.text} side="bottom">
      <span
        role="status"
        className={cn(
          'inline-flex h-7 items-center gap-1.5 rounded-full px-2',
          state === 'offline' && 'bg-danger-soft',
        )}
      >
        <span className={cn('size-2 rounded-full transition-colors', look.dot)} aria-hidden="true" />
        <span className={state === 'offline' ? 'font-medium text-danger text-xs' : 'spoken'}>
          {state === 'offline' ? 'Offline' : look.text}
        </span>
      </span>
    </Tooltip>
  );
}
