import { StatusMark } from '#components/ui/status-pill.tsx';
import type { MapItemView } from '#lib/contracts/map-item.ts';
import { shownText } from '#lib/domain/secret/reference.ts';
import { reasonOf } from '../step-order.ts';
import { tellingStep } from './telling-step.ts';

/** One item: its number, what it is, how it stands and why. */
export function ItemRow({ item, onChoose }: { item: MapItemView | undefined; onChoose: (step: string) => void }) {
  if (!item) return <span className="block h-full" />;
  const step = tellingStep(item);
  const reason = step && reasonOf(step);
  return (
    <button
      type="button"
      disabled={!step}
      onClick={() => step && onChoose(step.id)}
      className="flex h-full w-full items-center gap-3 px-4 text-left text-sm enabled:hover:bg-hover"
    >
      <StatusMark step={item.status} waitingFor={step?.waitingFor?.reason} className="size-4 shrink-0" />
      <span className="fact w-12 shrink-0 text-faint text-xs tabular-nums">{item.index + 1}</span>
      <span className="min-w-0 flex-1">
        <span className="fact block truncate text-xs">{item.preview === null ? '–' : shownText(item.preview)}</span>
        {reason && item.status !== 'succeeded' ? (
          <span className="block truncate text-muted text-xs">{reason}</span>
        ) : null}
      </span>
    </button>
  );
}
