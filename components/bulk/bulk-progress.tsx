import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Notice } from '#components/ui/notice.tsx';
import type { ApiError } from '#lib/client/api-error.ts';
import type { BulkProgress } from '#lib/client/bulk/use-bulk-sending.ts';

/** How far it is, and what to do where it stopped. `words`: "3 cancelled, 1 refused". */
export function Progress({
  progress: { state, total, results },
  refusal,
  words,
  seal,
  onGoOn,
  instead,
}: {
  progress: BulkProgress<unknown>;
  /** Why the last call was refused. */
  refusal: ApiError | null;
  words: string;
  /** What is done is signed: the bar is a seal's amber. */
  seal?: boolean;
  onGoOn: () => void;
  /** Stands where the refusal is told, when more is needed to go on. */
  instead?: ReactNode;
}) {
  const left = total - results.length;
  const again = (
    <Button size="sm" onClick={onGoOn}>
      Go on
    </Button>
  );
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="font-medium text-base tabular-nums">
        {words}
        {left > 0 ? <span className="font-normal text-muted"> of {total}</span> : null}
      </p>
      <progress
        aria-label="Done"
        value={results.length}
        max={total}
        className={cn(
          'h-1.5 w-full overflow-hidden rounded-full bg-ink-4 [&::-webkit-progress-bar]:bg-ink-4 [&::-webkit-progress-value]:transition-[width]',
          seal
            ? '[&::-moz-progress-bar]:bg-seal-fill [&::-webkit-progress-value]:bg-seal-fill'
            : '[&::-moz-progress-bar]:bg-accent-fill [&::-webkit-progress-value]:bg-accent-fill',
        )}
      />
      {state === 'stopped' ? <Notice title={`Stopped. ${leftWords(left)}`} action={again} /> : null}
      {state === 'lost' ? (
        <Notice tone="warning" title="The server could not be reached" action={again}>
          Nothing is lost, and nothing is done twice: it goes on where it stopped.
        </Notice>
      ) : null}
      {state === 'refused'
        ? (instead ?? (
            <Notice tone="danger" title={refusal?.title} action={again}>
              {refusal?.detail} {refusal?.fix} {leftWords(left)}
            </Notice>
          ))
        : null}
    </div>
  );
}

const leftWords = (left: number) => (left === 1 ? 'One is left as it was.' : `${left} are left as they were.`);
