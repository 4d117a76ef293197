import { GitCompareArrows } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { mostPicked } from '#lib/client/lists/selection.ts';
import type { BulkAction } from './bulk-words.ts';

/** What is selected, and what can be done with it. */
export function SelectionBar({
  count,
  onAll,
  onNone,
  onAct,
  compare,
}: {
  count: number;
  onAll: () => void;
  onNone: () => void;
  onAct: (action: BulkAction) => void;
  /** Where the selected ones are compared; null where they cannot be. */
  compare: string | null;
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
      {compare ? (
        <ButtonLink size="sm" icon={<GitCompareArrows />} href={compare}>
          Compare
        </ButtonLink>
      ) : null}
      <Button size="sm" onClick={() => onAct('rerun')}>
        Run again…
      </Button>
      <Button size="sm" variant="danger-quiet" onClick={() => onAct('cancel')}>
        Cancel…
      </Button>
    </div>
  );
}
