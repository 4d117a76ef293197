'use client';
import { ListFilter, X } from 'lucide-react';
import { type ReactNode, useCallback } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Select } from '#components/ui/select.tsx';
import { WorkflowPicker } from '#components/workflow/workflow-picker.tsx';
import { type InboxFilter, narrowing, tabOf } from '#lib/client/approvals/inbox-filter.ts';
import { useReviewers } from '#lib/client/workflows/use-reviewers.ts';

const any = { value: 'any', label: 'Any' } as const;
const statuses = [
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Closed' },
  { value: 'any', label: 'Open and closed' },
] as const;
const placements = [
  any,
  { value: 'before', label: 'Before a step' },
  { value: 'after', label: 'After a step' },
  { value: 'onFailure', label: 'After a failure' },
  { value: 'alone', label: 'On its own' },
] as const;
const dues = [any, { value: 'late', label: 'Late' }, { value: 'today', label: 'Due within a day' }] as const;
const sorts = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Longest waiting first' },
  { value: 'due', label: 'Due first' },
] as const;

type Change = (change: Partial<InboxFilter>) => void;

/** Text, and behind a button everything else that narrows or orders the list. What is on stands below as words. */
export function InboxFilters({
  filter,
  onChange,
  aside,
}: {
  filter: InboxFilter;
  onChange: Change;
  aside?: ReactNode;
}) {
  const search = useCallback((q: string) => onChange({ q }), [onChange]);
  return (
    <search className="flex flex-col gap-2 border-line border-b px-3 py-2">
      <div className="flex items-center gap-1.5">
        <SearchField
          label="Search approvals"
          placeholder="Question, workflow, person…"
          value={filter.q}
          onChange={search}
        />
        <Popover
          title="Filter and order"
          align="end"
          trigger={<IconButton label="Filter and order" icon={<ListFilter />} className="ml-auto" />}
        >
          <Fields filter={filter} onChange={onChange} />
        </Popover>
        {aside}
      </div>
      {chipsOf(filter).length > 0 ? <Chips filter={filter} onChange={onChange} /> : null}
    </search>
  );
}

function Fields({ filter, onChange }: { filter: InboxFilter; onChange: Change }) {
  const { names } = useNames();
  return (
    <div className="flex flex-col gap-3">
      {tabOf(filter) === 'all' ? (
        <Choice
          label="Status"
          options={statuses}
          value={filter.status || 'open'}
          none="open"
          onChange={(status) => onChange({ status })}
        />
      ) : null}
      <Field label="Workflow">
        <WorkflowPicker
          by="slug"
          placeholder="Any"
          value={filter.workflow}
          onChange={(workflow) => onChange({ workflow })}
        />
      </Field>
      <Field label="Started by">
        <Combobox
          options={names.starter}
          value={filter.starter || null}
          placeholder="Anybody"
          onValueChange={(starter) => onChange({ starter: starter ?? '' })}
        />
      </Field>
      <Choice
        label="Asks"
        options={placements}
        value={filter.placement || 'any'}
        none="any"
        onChange={(placement) => onChange({ placement })}
      />
      <Choice label="Due" options={dues} value={filter.due || 'any'} none="any" onChange={(due) => onChange({ due })} />
      <Choice
        label="Order"
        options={sorts}
        value={filter.sort || 'newest'}
        none="newest"
        onChange={(sort) => onChange({ sort })}
      />
    </div>
  );
}

/** One of a few; `none` is what no parameter in the address means. */
function Choice({
  label,
  options,
  value,
  none,
  onChange,
}: {
  label: string;
  options: readonly { value: string; label: string }[];
  value: string;
  none: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label}>
      <Select options={options} value={value} onValueChange={(next) => onChange(next === none ? '' : next)} />
    </Field>
  );
}

const chipsOf = (filter: InboxFilter) =>
  ([...narrowing, 'sort'] as const).filter(
    (name) => filter[name] && name !== 'q' && (name !== 'status' || tabOf(filter) === 'all'),
  );

function Chips({ filter, onChange }: { filter: InboxFilter; onChange: Change }) {
  const { wordFor } = useNames();
  return (
    <ul aria-label="Filters that are on" className="flex flex-wrap gap-1">
      {chipsOf(filter).map((name) => (
        <li key={name}>
          <Button size="xs" onClick={() => onChange({ [name]: '' })}>
            <span className="max-w-40 truncate">{wordFor(name, filter[name])}</span>
            <X aria-hidden="true" />
            <span className="spoken">: take away</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Names of what the filters hold as ids. */
function useNames() {
  const { members } = useReviewers();
  const names = { starter: members.map(({ id, name, email }) => ({ value: id, label: name, help: email })) };
  const wordFor = (name: keyof InboxFilter, value: string): string => {
    const options: readonly { value: string; label: string }[] =
      name === 'starter'
        ? names.starter
        : ({ status: statuses, placement: placements, due: dues, sort: sorts }[name as 'status'] ?? []);
    const label = options.find((option) => option.value === value)?.label ?? value;
    return name === 'starter' ? `started by ${label}` : label;
  };
  return { names, wordFor };
}
