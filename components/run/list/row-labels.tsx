import { labelLook } from '#components/labels/label-look.ts';
import { cn } from '#components/ui/cn.ts';

/** A row has room for so many. */
const shownHere = 2;

/** Labels of a row, quietly; choosing one narrows the list to it. */
export function RowLabels({ labels, onChoose }: { labels: readonly string[]; onChoose: (label: string) => void }) {
  if (labels.length === 0) return null;
  const rest = labels.slice(shownHere);
  return (
    <span className="flex min-w-0 items-center gap-1 max-lg:max-w-3/5 max-lg:shrink-0 max-md:hidden lg:-ml-1 lg:pt-0.5">
      {labels.slice(0, shownHere).map((label) => (
        <button
          key={label}
          type="button"
          title={label}
          aria-label={`Only runs labelled ${label}`}
          onClick={() => onChoose(label)}
          className={cn(labelLook, 'z-10 h-4.5 max-w-40')}
        >
          <span className="truncate">{label}</span>
        </button>
      ))}
      {rest.length > 0 ? (
        <span title={rest.join(', ')} className="z-10 text-2xs text-faint">
          <span aria-hidden="true">+{rest.length}</span>
          <span className="spoken">and {rest.join(', ')}</span>
        </span>
      ) : null}
    </span>
  );
}
