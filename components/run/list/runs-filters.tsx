'use client';
import { ListFilter } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Combobox } from '#components/ui/combobox.tsx';
import { DateRange } from '#components/ui/date-range.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import { WorkflowPicker } from '#components/workflow/workflow-picker.tsx';
import type { RunFilter } from '#lib/client/runs/use-runs.ts';
import { useReviewers } from '#lib/client/workflows/use-reviewers.ts';
import { type RunStatus, runStatuses } from '#lib/domain/run/status.ts';
import { LabelFilter } from './label-filter.tsx';

const statuses = Object.entries(runStatuses) as [RunStatus, (typeof runStatuses)[RunStatus]][];

const fieldsBelow = ['workflow', 'startedBy', 'waitingFor', 'from', 'to', 'label'] as const;

/** What narrows the list; several statuses may be on at once. */
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
  // On a phone the fields would take the place of the list: they are behind a button that says how many are set.
  const [open, setOpen] = useState(false);
  const set = fieldsBelow.filter((name) => filter[name] !== '').length;
  return (
    <search className="flex flex-col gap-2 pb-3">
      <div className="flex flex-wrap items-center gap-2">
        <div className="flex min-w-0 items-center gap-2 max-md:w-full">
          <SearchField
            label="Search runs"
            placeholder="Workflow, #number or id…"
            value={filter.text}
            onChange={search}
          />
          <IconButton
            label={set === 0 ? 'More filters' : `More filters, ${set} set`}
            icon={<ListFilter />}
            aria-expanded={open}
            className={cn('md:hidden', set > 0 && 'text-accent')}
            onClick={() => setOpen(!open)}
          />
        </div>
        <fieldset className="flex flex-wrap gap-1 max-sm:-mx-4 max-sm:flex-nowrap max-sm:overflow-x-auto max-sm:px-4">
          <legend className="spoken">Status</legend>
          {statuses.map(([status, look]) => (
            <button
              key={status}
              type="button"
              aria-pressed={on.includes(status)}
              onClick={() => toggle(status)}
              className={cn(
                'flex h-7 shrink-0 items-center gap-1.5 rounded-full border border-line px-2.5 text-muted text-xs hover:bg-hover',
                on.includes(status) && 'border-accent bg-accent-soft text-ink',
              )}
            >
              <StatusIcon icon={look.icon} tone={look.tone} className="size-3.5" />
              {look.label}
            </button>
          ))}
        </fieldset>
      </div>
      <div className={cn('grid grid-cols-2 gap-2 md:flex md:flex-wrap md:items-center', !open && 'max-md:hidden')}>
        <Names filter={filter} onChange={onChange} />
        <DateRange from={filter.from} to={filter.to} onChange={onChange} className="min-w-0 md:w-36" />
        <LabelFilter
          value={filter.label}
          onChange={(label) => onChange({ label })}
          className="max-md:col-span-2 md:min-w-44 md:max-w-96 md:flex-1"
        />
      </div>
    </search>
  );
}

/** Which workflow, who started it, whom it waits for. An empty field is no filter. */
function Names({ filter, onChange }: { filter: RunFilter; onChange: (change: Partial<RunFilter>) => void }) {
  const { members, groups } = useReviewers();
  const people = useMemo(
    () => members.map(({ id, name, email }) => ({ value: id, label: name, help: email })),
    [members],
  );
  const whom = useMemo(
    () => [
      { value: 'me', label: 'Waiting for me' },
      ...groups.map(({ name }) => ({ value: `group:${name}`, label: name, help: 'group' })),
      ...people.map(({ value, ...rest }) => ({ value: `member:${value}`, ...rest })),
    ],
    [groups, people],
  );
  const fields = [
    { name: 'startedBy', label: 'Started by', placeholder: 'Started by anyone', options: people },
    { name: 'waitingFor', label: 'Waiting for', placeholder: 'Waiting for anyone', options: whom },
  ] as const;
  return (
    <>
      <WorkflowPicker
        by="slug"
        aria-label="Workflow"
        placeholder="Any workflow"
        value={filter.workflow}
        onChange={(workflow) => onChange({ workflow })}
        className="min-w-0 max-md:col-span-2 md:w-44"
      />
      {fields.map(({ name, label, placeholder, options }) => (
        <Combobox
          key={name}
          aria-label={label}
          placeholder={placeholder}
          // What the address names and no list has is still said.
          options={withGiven(options, filter[name])}
          value={filter[name] || null}
          onValueChange={(value) => onChange({ [name]: value ?? '' })}
          className="min-w-0 md:w-44"
        />
      ))}
    </>
  );
}

const withGiven = <T extends { value: string; label: string }>(options: readonly T[], given: string) =>
  given && !options.some(({ value }) => value === given) ? [...options, { value: given, label: given }] : options;
