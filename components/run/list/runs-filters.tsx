'use client';
import { useCallback } from 'react';
import { cn } from '#components/ui/cn.ts';
import { SearchField } from '#components/ui/search-field.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { RunFilter } from '#lib/client/runs/use-runs.ts';
import { type RunStatus, runStatuses } from '#lib/domain/run/status.ts';

const statuses = Object.entries(runStatuses) as [RunStatus, (typeof runStatuses)[RunStatus]][];

/** Text and statuses; several statuses may be on at once. */
export function RunsFilters({
  filter,
  onChange,
}: {
  filter: RunFilter;
  onChange: (change: Partial<RunFilter>) => void;
}) {
  const search = useCallback((text: string) => onChange({ text }), [onChange]);
  const on = filter.status.split(',').filter(Boolean);
  const toggle = (status: string) =>
    onChange({ status: (on.includes(status) ? on.filter((one) => one !== status) : [...on, status]).join(',') });
  return (
    <search className="mb-3 flex flex-wrap items-center gap-2">
      <SearchField label="Search runs" placeholder="Workflow, #number or id…" value={filter.text} onChange={search} />
      <fieldset className="flex flex-wrap gap-1">
        <legend className="spoken">Status</legend>
        {statuses.map(([status, look]) => (
          <button
            key={status}
            type="button"
            aria-pressed={on.includes(status)}
            onClick={() => toggle(status)}
            className={cn(
              'flex h-7 items-center gap-1.5 rounded-full border border-line px-2.5 text-muted text-xs hover:bg-hover',
              on.includes(status) && 'border-accent bg-accent-soft text-ink',
            )}
          >
            <StatusIcon icon={look.icon} tone={look.tone} className="size-3.5" />
            {look.label}
          </button>
        ))}
      </fieldset>
      {filter.workflow || filter.startedBy ? (
        <button
          type="button"
          className="rounded-md border border-line px-2 py-1 text-muted text-xs hover:bg-hover"
          onClick={() => onChange({ workflow: '', startedBy: '' })}
        >
          {filter.workflow ? 'One workflow only' : 'One person only'} ✕<span className="spoken">: show all</span>
        </button>
      ) : null}
    </search>
  );
}
