'use client';
import { Time } from '#components/ui/time.tsx';
import { useTimeZone } from '#components/ui/time-zone.tsx';
import { clockText } from './clock-text.ts';

/** "until 14:05 (in 3 minutes)", ticking; `alone` begins a line. */
export function WaitUntil({ at, alone }: { at: string; alone?: boolean }) {
  const zone = useTimeZone();
  return (
    <span className="whitespace-nowrap" suppressHydrationWarning>
      {alone ? 'Until' : 'until'} {clockText(new Date(at), new Date(), zone)} (<Time at={at} />)
    </span>
  );
}
