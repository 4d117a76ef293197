'use client';
import { Button } from '#components/ui/button.tsx';

/** The pause before a decision is sent: it can still be taken back. */
export function SendingPause({
  left,
  words,
  onUndo,
  onNow,
}: {
  /** Seconds to go. */
  left: number;
  words: string;
  onUndo: () => void;
  onNow: () => void;
}) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2 border-line border-b pb-3">
      <p role="status" className="min-w-0 flex-1 text-sm tabular-nums">
        “{words}” is sent in {left} {left === 1 ? 'second' : 'seconds'}.
      </p>
      <Button variant="ghost" onClick={onNow}>
        Send now
      </Button>
      <Button autoFocus onClick={onUndo}>
        Undo
      </Button>
    </div>
  );
}
