'use client';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Input } from '#components/ui/input.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { RunFilter } from '#lib/client/runs/use-runs.ts';
import { type RunStatus, runStatuses } from '#lib/domain/run/status.ts';

const typingPauseMs = 250;
const statuses = Object.entries(runStatuses) as [RunStatus, (typeof runStatuses)[RunStatus]][];

/** Text and statuses; several statuses may be on at once. */
export function RunsFilters({
  filter,
  onChange,
}: {
  filter: RunFilter;
  onChange: (change: Partial<RunFilter>) => void;
}) {
  const [text, setText] = useState(filter.text);
  useEffect(() => {
    if (text === filter.text) return;
    const timer = setTimeout(() => onChange({ text }), typingPauseMs);
    return () => clearTimeout(timer);
  }, [text, filter.text, onChange]);
  const on = filter.status.split(',').filter(Boolean);
  const toggle = (status: string) =>
    onChange({ status: (on.includes(status) ? on.filter((one) => one !== status) : [...on, status]).join(',') });
  return (
    <search className="mb-3 flex flex-wrap items-center gap-2">
      <Input
        icon={<Search />}
        aria-label="Search runs"
        placeholder="Workflow, #number or id…"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="max-w-72 flex-1 basis-56 max-sm:max-w-none max-sm:basis-full"
      />
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
