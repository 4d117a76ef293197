'use client';
import { Braces, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { hasBraces } from '#lib/domain/template/braces.ts';
import { Field } from '../field.tsx';
import { IconButton } from '../icon-button.tsx';
import { type FieldSlot, hintFor, useSchemaForm } from './context.ts';
import type { Editing } from './schema.ts';
import { TextCode } from './text-code.tsx';
import { readWritten, standsWritten, writtenText } from './written.ts';

/** Of several fields of their own, a whole is filled from a value only where somebody wrote it so. */
const wholes: ReadonlySet<Editing> = new Set(['object', 'variants']);

/**
 * A value with a control of its own that may as well come from a template: one that does is shown as the text it is, and
 * there is a way to it and back.
 */
export function EitherField({
  slot,
  editing,
  plain,
}: {
  slot: FieldSlot;
  editing: Editing;
  plain: (slot: FieldSlot) => ReactNode;
}) {
  const form = useSchemaForm();
  const [chosen, setChosen] = useState(false);
  const written = standsWritten(editing, slot.value);
  const change = (label: string, icon: ReactNode, onClick: () => void) =>
    form.disabled || slot.bare ? undefined : (
      <IconButton size="xs" className="-my-1 text-faint" label={label} icon={icon} onClick={onClick} />
    );
  if (!chosen && !written)
    return plain(
      wholes.has(editing)
        ? slot
        : { ...slot, aside: change(`Fill “${slot.label}” from a value`, <Braces />, () => setChosen(true)) },
    );
  return (
    <Field
      label={slot.label}
      help={hintFor(form.hints, slot.path)?.help ?? slot.schema.description}
      error={form.errors[slot.path]}
      required={slot.required}
      labelHidden={slot.bare}
      aside={change(`Give “${slot.label}” by hand`, <Undo2 />, () => {
        setChosen(false);
        if (written) slot.onChange(undefined);
      })}
    >
      <TextCode
        oneLine
        autoFocus={chosen}
        slot={slot}
        text={writtenText(slot.value)}
        placeholder="{{ inputs.… }}"
        onText={(text) => {
          setChosen(true);
          slot.onChange(readWritten(editing, text));
        }}
      />
      {hasBraces(slot.value) ? form.below?.(slot) : null}
    </Field>
  );
}
