'use client';
import { useState } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { identifier } from '#lib/domain/workflow/identifier.ts';

/** The name of an input or an output: `onName` is told when the field is left, and only of a name that can stand. */
export function NameField({
  name,
  taken,
  disabled,
  onName,
}: {
  name: string;
  /** By the names that are there, this one among them. */
  taken: Readonly<Record<string, unknown>>;
  disabled: boolean;
  onName: (name: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? name;
  const checked = identifier.safeParse(shown);
  const problem =
    shown !== name && Object.hasOwn(taken, shown)
      ? 'This name is there already.'
      : checked.success
        ? undefined
        : `A name ${checked.error.issues[0]?.message ?? 'is needed'}.`;
  return (
    <Field label="Name" labelHidden error={problem} className="flex-1">
      <Input
        mono
        spellCheck={false}
        value={shown}
        readOnly={disabled}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          if (typed !== null && typed !== name && !problem) onName(typed);
          setTyped(null);
        }}
      />
    </Field>
  );
}
