'use client';
import { Input } from './input.tsx';

type Range = { from: string; to: string };

/** Two days, `2030-01-31` or empty; one bounds what the other may be. `between` stands between their fields. */
export function DateRange({
  from,
  to,
  onChange,
  className,
  between,
}: Range & { onChange: (change: Partial<Range>) => void; className?: string; between?: string }) {
  return (
    <>
      <Input
        type="date"
        aria-label="From"
        value={from}
        max={to || undefined}
        onChange={(event) => onChange({ from: event.target.value })}
        className={className}
      />
      {between ? <span className="text-faint">{between}</span> : null}
      <Input
        type="date"
        aria-label="To"
        value={to}
        min={from || undefined}
        onChange={(event) => onChange({ to: event.target.value })}
        className={className}
      />
    </>
  );
}
