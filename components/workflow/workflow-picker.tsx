'use client';
import { useMemo, useState } from 'react';
import { Combobox } from '#components/ui/combobox.tsx';
import { useStill } from '#lib/client/still.ts';
import { useWorkflow, useWorkflows } from '#lib/client/workflows/use-workflows.ts';

/** One workflow of the workspace, however many there are: what is typed is looked for on the server. */
export function WorkflowPicker({
  value,
  by,
  onChange,
  without,
  ...look
}: {
  value: string;
  /** What stands for the workflow. */
  by: 'id' | 'slug';
  /** Empty when the field was emptied. */
  onChange: (value: string) => void;
  /** The id of one that cannot be chosen. */
  without?: string;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  'aria-label'?: string;
}) {
  const [typed, setTyped] = useState('');
  const text = useStill(typed);
  const { data, isPending, isError } = useWorkflows({ text, archived: false });
  const found = useMemo(
    () =>
      (data?.pages[0]?.items ?? [])
        .filter(({ id }) => id !== without)
        .map(({ id, slug, name }) => ({ value: by === 'id' ? id : slug, label: name, help: slug })),
    [data, by, without],
  );
  // What is chosen and not among those found (an archived one, one on a later page) is still said, by its name.
  const [kept, setKept] = useState<{ value: string; label: string }>();
  const known = found.find((one) => one.value === value) ?? (kept?.value === value ? kept : undefined);
  const apart = useWorkflow(value, data !== undefined && value !== '' && known === undefined);
  const shown = known ?? { value, label: apart.data?.name ?? value };
  const options = value === '' || found.includes(shown as never) ? found : [...found, shown];
  const nothing = isError ? 'The workflows could not be read.' : 'No workflow matches.';
  return (
    <Combobox
      {...look}
      options={options}
      value={value || null}
      emptyText={isPending ? 'Looking…' : nothing}
      onSearch={setTyped}
      onValueChange={(next) => {
        setKept(options.find((one) => one.value === next));
        onChange(next ?? '');
      }}
    />
  );
}
