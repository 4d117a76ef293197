'use client';
import { useEffect, useState } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { choicesOf } from '#components/ui/schema-form/schema.ts';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { shownText, unshownText } from '#lib/domain/secret/reference.ts';
import { type EditSlot, useEdit } from './context.ts';
import type { Control } from './control-for.ts';
import { asksSecond } from './edit-rules.ts';
import { SecondMark } from './second-mark.tsx';

/** One value in the control that suits it. A sealed value shows as its name and stays one where that is left as it is. */
export function ScalarEditor({ slot, control }: { slot: EditSlot; control: Control }) {
  const { rules } = useEdit();
  const common = {
    label: slot.label,
    labelHidden: slot.bare,
    help: slot.bare ? undefined : slot.schema.description,
    aside: !slot.bare && asksSecond(rules, slot.path) ? <SecondMark /> : undefined,
  };
  if (control === 'flag')
    return (
      <Field {...common} inline={!slot.bare}>
        <Switch checked={slot.value === true} onCheckedChange={slot.onChange} />
      </Field>
    );
  return (
    <Field {...common}>
      <Value slot={slot} control={control} />
    </Field>
  );
}

function Value({ slot, control }: { slot: EditSlot; control: Control }) {
  const [before] = useState(slot.value);
  const { value, onChange } = slot;
  switch (control) {
    case 'choice':
      return <Choice slot={slot} />;
    case 'number':
      return <NumberInput slot={slot} />;
    case 'day':
      return (
        <Input
          type="date"
          value={String(value)}
          onChange={(event) => event.target.value && onChange(event.target.value)}
        />
      );
    case 'time':
      return (
        <span className="flex items-center gap-2">
          <Input
            type="datetime-local"
            step={1}
            value={String(value).slice(0, 19).replace('Z', '')}
            onChange={(event) => event.target.value && onChange(`${event.target.value}Z`)}
          />
          <span className="text-faint text-xs">UTC</span>
        </span>
      );
    default: {
      const text = shownText(String(value ?? ''));
      const change = (next: string) => onChange(unshownText(next, before));
      if (slot.bare) return <Input value={text} onChange={(event) => change(event.target.value)} />;
      const long = text.includes('\n');
      return (
        <Textarea
          value={text}
          onChange={(event) => change(event.target.value)}
          rows={long ? 12 : 2}
          maxRows={28}
          mono={long}
        />
      );
    }
  }
}

function Choice({ slot }: { slot: EditSlot }) {
  const choices = choicesOf(slot.schema) ?? [];
  const at = choices.findIndex((choice) => JSON.stringify(choice) === JSON.stringify(slot.value));
  return (
    <Select
      value={String(at)}
      onValueChange={(index) => slot.onChange(choices[Number(index)] as EditSlot['value'])}
      options={choices.map((choice, index) => ({
        value: String(index),
        label: typeof choice === 'string' ? choice : JSON.stringify(choice),
      }))}
    />
  );
}

function NumberInput({ slot }: { slot: EditSlot }) {
  const { setBroken } = useEdit();
  const [typed, setTyped] = useState<string>();
  const at = slot.path.join('.');
  const wrong = typed !== undefined && !isNumber(typed);
  useEffect(() => {
    setBroken(at, wrong);
    return () => setBroken(at, false);
  }, [setBroken, at, wrong]);
  return (
    <Input
      inputMode="decimal"
      mono
      aria-invalid={wrong || undefined}
      value={typed !== undefined && (wrong || toNumber(typed) === slot.value) ? typed : String(slot.value ?? '')}
      onChange={(event) => {
        setTyped(event.target.value);
        if (isNumber(event.target.value)) slot.onChange(toNumber(event.target.value));
      }}
      onBlur={() => !wrong && setTyped(undefined)}
    />
  );
}

const toNumber = (text: string) => Number(text.trim().replace(',', '.'));
const isNumber = (text: string) => text.trim() !== '' && Number.isFinite(toNumber(text));
