'use client';
import { Time } from '#components/ui/time.tsx';
import { clockText } from './clock-text.ts';

/** "until 14:05 (in 3 minutes)", ticking. */
export function WaitUntil({ at }: { at: string }) {
  return (
    <span className="whitespace-nowrap" suppressHydrationWarning>
      until {clockText(new Date(at), new Date())} (<Time at={at} />)
    </span>
  );
}
