import { cn } from './cn.ts';

/** A grey bar where something will be; give it the size of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'block h-4 animate-shimmer rounded-sm bg-[linear-gradient(90deg,var(--ink-4)_25%,var(--ink-3)_50%,var(--ink-4)_75%)] bg-size-[200%_100%]',
        className,
      )}
    />
  );
}

/** Several rows of bars, announced once. */
export function SkeletonRows({
  rows = 5,
  label = 'Loading',
  className,
}: {
  rows?: number;
  label?: string;
  className?: string;
}) {
  return (
    <div role="status" className={cn('flex flex-col gap-3', className)}>
      <span className="spoken">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <Skeleton key={row} className={row % 3 === 2 ? 'w-2/3' : row % 3 === 1 ? 'w-5/6' : 'w-full'} />
      ))}
    </div>
  );
}
