'use client';
import { useCallback } from 'react';
import { DateRange } from '#components/ui/date-range.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { RecordFilter } from '#lib/client/record/use-record.ts';

const subjects = [
  { value: 'all', label: 'Everything' },
  { value: 'gate', label: 'Decisions' },
  { value: 'run', label: 'Runs' },
  { value: 'workflow', label: 'Workflows' },
  { value: 'member', label: 'Members' },
  { value: 'invitation', label: 'Invitations' },
  { value: 'group', label: 'Groups' },
  { value: 'policy', label: 'Policies' },
  { value: 'delegation', label: 'Standing in' },
  { value: 'channel', label: 'Channels' },
  { value: 'key', label: 'API keys' },
  { value: 'secret', label: 'Secrets' },
  { value: 'sensitive', label: 'Sensitive fields' },
  { value: 'session', label: 'Sessions' },
  { value: 'workspace', label: 'Workspace' },
] as const;

/** Filters of the record; every one is in the address. */
export function RecordFilters({
  filter,
  onChange,
}: {
  filter: RecordFilter;
  onChange: (change: Partial<RecordFilter>) => void;
}) {
  const search = useCallback((text: string) => onChange({ text }), [onChange]);
  const subject = subjects.find(({ value }) => value === filter.action)?.value ?? 'all';
  return (
    <search className="mb-3 flex flex-wrap items-center gap-2">
      <SearchField
        label="Search the record"
        placeholder="Search names, workflows, comments…"
        value={filter.text}
        onChange={search}
      />
      <Select
        aria-label="About"
        options={subjects}
        value={subject}
        onValueChange={(value) => onChange({ action: value === 'all' ? '' : value })}
        className="w-40 max-sm:w-full"
      />
      <DateRange
        from={filter.from}
        to={filter.to}
        onChange={onChange}
        between="to"
        className="w-38 max-sm:min-w-0 max-sm:flex-1"
      />
      {filter.runId || filter.actor ? (
        <button
          type="button"
          className="rounded-md border border-line px-2 py-1 text-muted text-xs hover:bg-hover"
          onClick={() => onChange({ runId: '', actor: '' })}
        >
          {filter.runId ? 'One run only' : 'One person only'} ✕<span className="spoken">: show all</span>
        </button>
      ) : null}
    </search>
  );
}
