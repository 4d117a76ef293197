'use client';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';

/** A part of the gate's form that folds. Its header says what is set in it while it is folded. */
export function GateSection({
  title,
  summary,
  errors,
  openAtFirst = false,
  children,
}: {
  title: string;
  summary: string;
  /** How many of its fields are wrong. */
  errors: number;
  openAtFirst?: boolean;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(openAtFirst);
  return (
    <details
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group/section relative rounded-lg border border-line"
    >
      <summary className="flex cursor-pointer select-none items-start gap-2 rounded-lg px-3 py-2.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="mt-0.5 size-4 shrink-0 text-faint transition-transform group-open/section:rotate-90"
        />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline justify-between gap-2">
            <span className="font-semibold text-sm">{title}</span>
            {errors > 0 ? <span className="shrink-0 font-medium text-danger text-xs">{errors} to mend</span> : null}
          </span>
          {open ? null : <span className="line-clamp-2 text-muted text-xs">{summary}</span>}
        </span>
      </summary>
      <div className="flex flex-col gap-5 px-3 pt-1.5 pb-4">{children}</div>
    </details>
  );
}
