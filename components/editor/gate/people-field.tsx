'use client';
import { MultiCombobox } from '#components/ui/combobox.tsx';
import { Field } from '#components/ui/field.tsx';
import { useReviewers } from '#lib/client/workflows/use-reviewers.ts';

/** Groups and people in one list, groups by name and people by e-mail. */
export function PeopleField({
  label,
  labelHidden,
  help,
  error,
  names,
  disabled,
  onChange,
}: {
  label: string;
  labelHidden?: boolean;
  help?: string;
  error?: string;
  names: readonly string[];
  disabled: boolean;
  onChange: (names: string[]) => void;
}) {
  const { members, groups } = useReviewers();
  const options = [
    ...groups.map(({ name, members: { length } }) => ({ value: name, label: name, help: `Group, ${countOf(length)}` })),
    ...members.map(({ email, name }) => ({ value: email, label: name, help: email })),
  ];
  return (
    <Field label={label} labelHidden={labelHidden} help={help} error={error} className="flex-1">
      <MultiCombobox
        disabled={disabled}
        values={names}
        placeholder="Groups or people…"
        emptyText="There is no such group or member."
        options={options}
        onValuesChange={onChange}
      />
    </Field>
  );
}

export const countOf = (count: number) => (count === 1 ? '1 person' : `${count} people`);
