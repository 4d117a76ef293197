import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { itemStep } from '#lib/domain/run/item.ts';

/** In place of a step that is being read, or that the run does not have (yet). */
export function NoStep({
  step,
  pending,
  onChoose,
}: {
  step: string;
  pending: boolean;
  onChoose: (step: string | null) => void;
}) {
  const item = itemStep(step);
  if (pending)
    return (
      <div className="p-4">
        <SkeletonRows rows={4} label="Reading the step" />
      </div>
    );
  return (
    <EmptyState
      title={item ? `Item ${item.index + 1} has not begun` : 'The run has no such step'}
      action={<Button onClick={() => onChoose(item?.map ?? null)}>{item ? 'All items' : 'About the run'}</Button>}
    >
      {item ? 'Its steps appear when its turn comes.' : 'The address may be cut off.'}
    </EmptyState>
  );
}
