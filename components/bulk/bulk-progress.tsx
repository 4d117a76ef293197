import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Notice } from '#components/ui/notice.tsx';
import type { BulkProgress } from '#lib/client/bulk/use-sending.ts';

/** How far it is, and what to do where it stopped. `words`: "3 cancelled, 1 refused". */
export function Progress({
  progress: { state, total, results },
  words,
  seal,
  onGoOn,
}: {
  progress: BulkProgress<unknown>;
  words: string;
  /** What is done is signed: the bar is a seal's amber. */
  seal?: boolean;
  onGoOn: () => void;
}) {
  const left = total - results.length;
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
      {state === 'lost' || state === 'stopped' ? (
        <Notice
          tone={state === 'lost' ? 'warning' : 'info'}
          title={state === 'lost' ? 'The server could not be reached' : `Stopped: ${left} are left as they were`}
          action={
            <Button size="sm" onClick={onGoOn}>
              Go on
            </Button>
          }
        >
          {state === 'lost' ? 'Nothing is lost, and nothing is done twice: it goes on where it stopped.' : null}
        </Notice>
      ) : null}
    </div>
  );
}
