/** Steps done of all, as a thin bar with its numbers. */
export function RunProgress({ done, total }: { done: number; total: number }) {
  const share = total === 0 ? 0 : done / total;
  return (
    <span className="inline-flex items-center gap-2">
      <span
        role="progressbar"
        aria-label="Steps done"
        aria-valuenow={done}
        aria-valuemin={0}
        aria-valuemax={total}
        className="h-1 w-20 overflow-hidden rounded-full bg-ink-4"
      >
        <span className="block h-full rounded-full bg-ink-9 transition-[width]" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="text-muted text-xs tabular-nums">
        {done}/{total}
      </span>
    </span>
  );
}
