import { Button } from '#components/ui/button.tsx';
import { mostPicked } from '#lib/client/lists/selection.ts';
import type { BulkAction } from './bulk-words.ts';

/** What is selected, and what can be done with it. */
export function SelectionBar({
  count,
  onAll,
  onNone,
  onAct,
}: {
  count: number;
  onAll: () => void;
  onNone: () => void;
  onAct: (action: BulkAction) => void;
}) {
  return (
    <div className="mt-3 flex shrink-0 flex-wrap items-center gap-2 rounded-lg border border-line bg-raised px-3 py-2">
      <p role="status" className="min-w-0 flex-1 whitespace-nowrap font-medium text-sm tabular-nums">
        {count} selected
        {count >= mostPicked ? <span className="font-normal text-muted text-xs">, the most at once</span> : null}
      </p>
      <Button size="sm" variant="ghost" onClick={onAll}>
        All that match, up to {mostPicked}
      </Button>
      <Button size="sm" variant="ghost" onClick={onNone}>
        Clear
      </Button>
      <Button size="sm" onClick={() => onAct('rerun')}>
        Run again…
      </Button>
      <Button size="sm" variant="danger-quiet" onClick={() => onAct('cancel')}>
        Cancel…
      </Button>
    </div>
  );
}
