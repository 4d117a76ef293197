'use client';
import { useMemo, useState } from 'react';
import { Field, type FieldProps } from '#components/ui/field.tsx';
import { TagsField } from '#components/ui/tags-field.tsx';
import { useLabels } from '#lib/client/runs/use-labels.ts';
import { useStill } from '#lib/client/still.ts';
import { labelSchema, labelsIn } from '#lib/domain/label.ts';

const isLabel = (word: string) => labelSchema.safeParse(word).success;

/** Labels, with those offered that runs have already. */
export function LabelField({
  labels,
  onChange,
  onLeave,
  placeholder = 'release, team/payments…',
  disabled,
  error,
  ...field
}: Omit<FieldProps, 'children'> & {
  labels: readonly string[];
  onChange: (labels: string[]) => void;
  onLeave?: 'add' | 'drop';
  placeholder?: string;
  disabled?: boolean;
}) {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const [misfits, setMisfits] = useState<string[]>([]);
  const found = useLabels(useStill(typed), asked);
  const options = useMemo(
    () =>
      found
        .filter(({ label }) => !labels.includes(label))
        .map(({ label, runs }) => ({ value: label, label, help: runs === 1 ? '1 run' : `${runs} runs` })),
    [found, labels],
  );
  const problem =
    misfits.length > 0
      ? `“${misfits.join(' ').slice(0, 80)}” is no label: use up to 60 letters, digits and . _ : / -`
      : error;
  return (
    <Field {...field} error={problem}>
      <TagsField
        values={labels}
        onValuesChange={onChange}
        options={options}
        onSearch={setTyped}
        onOpen={() => setAsked(true)}
        split={labelsIn}
        fits={isLabel}
        onMisfit={setMisfits}
        onLeave={onLeave}
        placeholder={placeholder}
        disabled={disabled}
      />
    </Field>
  );
}
