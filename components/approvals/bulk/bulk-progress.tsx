import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { BulkProgress } from '#lib/client/approvals/use-bulk.ts';

/** How far it is, and what to do where it stopped. */
export function Progress({ progress, onGoOn }: { progress: BulkProgress; onGoOn: () => void }) {
  const { state, total, results } = progress;
  const decided = results.filter(({ ok }) => ok).length;
  const refused = results.length - decided;
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="font-medium text-base tabular-nums">
        {decided} decided{refused > 0 ? `, ${refused} refused` : ''}
        {results.length < total ? <span className="font-normal text-muted"> of {total}</span> : null}
      </p>
      <progress
        aria-label="Decided"
        value={results.length}
        max={total}
        className="h-1.5 w-full overflow-hidden rounded-full bg-ink-4 [&::-moz-progress-bar]:bg-seal-fill [&::-webkit-progress-bar]:bg-ink-4 [&::-webkit-progress-value]:bg-seal-fill [&::-webkit-progress-value]:transition-[width]"
      />
      {state === 'lost' ? (
        <Notice
          tone="warning"
          title="The server could not be reached"
          action={
            <Button size="sm" onClick={onGoOn}>
              Go on
            </Button>
          }
        >
          Nothing is lost: what was sent is decided, the other {total - results.length} are not. It goes on where it
          stopped.
        </Notice>
      ) : null}
      {state === 'stopped' ? (
        <Notice
          title={`Stopped: ${total - results.length} are not decided`}
          action={
            <Button size="sm" onClick={onGoOn}>
              Go on
            </Button>
          }
        />
      ) : null}
    </div>
  );
}
