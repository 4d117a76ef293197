/** Steps done of all, as a thin bar with its numbers. What an ended run did not reach is hatched. */
export function RunProgress({ done, total, ended = false }: { done: number; total: number; ended?: boolean }) {
  const share = total === 0 ? 0 : done / total;
  const left = total - done;
  return (
    <span
      className="inline-flex items-center gap-2"
      title={ended && left > 0 ? `${done} of ${total} steps done, ${left} not reached` : undefined}
    >
      <span
        role="progressbar"
        aria-label="Steps done"
        aria-valuenow={done}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuetext={ended && left > 0 ? `${done} done, ${left} not reached` : undefined}
        className="relative h-1 w-14 overflow-hidden rounded-full bg-ink-4 sm:w-20"
      >
        {ended && left > 0 ? <span className="hatched absolute inset-0" /> : null}
        {/* Moved, not made wider: while steps end one after the other nothing has to be laid out for it. */}
        <span
          className="-left-full absolute inset-y-0 w-full bg-ink-9 transition-transform"
          style={{ transform: `translateX(${share * 100}%)` }}
        />
      </span>
      <span className="text-muted text-xs tabular-nums">
        {done}/{total}
      </span>
    </span>
  );
}
