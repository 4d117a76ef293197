'use client';
import { useState } from 'react';
import { CodeField } from '../code-field.tsx';
import { DurationInput } from '../duration-input.tsx';
import { Field } from '../field.tsx';
import { Input } from '../input.tsx';
import { Select } from '../select.tsx';
import { Switch } from '../switch.tsx';
import { Textarea } from '../textarea.tsx';
import { type FieldSlot, hintFor, useSchemaForm } from './context.ts';
import { choicesOf, type Editing, type JsonSchema, readLoose } from './schema.ts';
import { TextCode } from './text-code.tsx';

const wordOf = (choice: unknown) => (typeof choice === 'string' ? choice : JSON.stringify(choice));

/** What the server would take for an untouched field, as a quiet placeholder. */
function defaultText(schema: JsonSchema): string | undefined {
  if (schema.default === undefined || schema.default === null) return undefined;
  return typeof schema.default === 'object' ? undefined : String(schema.default);
}

function NumberInput({ slot, disabled, placeholder }: { slot: FieldSlot; disabled: boolean; placeholder?: string }) {
  const { setBroken } = useSchemaForm();
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (typeof slot.value === 'number' ? String(slot.value) : '');
  return (
    <Input
      inputMode={slot.schema.type === 'integer' ? 'numeric' : 'decimal'}
      mono
      disabled={disabled}
      placeholder={placeholder}
      value={shown}
      onChange={(event) => {
        const text = event.target.value.trim().replace(',', '.');
        const number = Number(text);
        const fits = text === '' || Number.isFinite(number);
        setTyped(event.target.value);
        setBroken(slot.path, !fits);
        if (fits) slot.onChange(text === '' ? undefined : number);
      }}
      onBlur={() => {
        if (typed !== undefined && Number.isFinite(Number(typed.replace(',', '.')))) setTyped(undefined);
      }}
    />
  );
}

/** One value: text, number, duration, yes or no, a choice, code. */
export function ScalarField({ slot, editing }: { slot: FieldSlot; editing: Editing }) {
  const form = useSchemaForm();
  const { schema, value, onChange } = slot;
  const hint = hintFor(form.hints, slot.path);
  const placeholder = hint?.placeholder ?? defaultText(schema);
  const setText = (text: string) => onChange(text === '' && !slot.required ? undefined : text);
  const write = editing === 'loose' ? (text: string) => onChange(readLoose(schema, text)) : setText;
  const text = value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const common = {
    label: slot.label,
    help: hint?.help ?? schema.description,
    error: form.errors[slot.path],
    required: slot.required,
    labelHidden: slot.bare,
    aside: slot.aside,
  };
  switch (editing) {
    case 'boolean':
      return (
        <Field {...common} required={false} inline>
          <Switch
            disabled={form.disabled}
            checked={value === undefined ? schema.default === true : value === true}
            onCheckedChange={onChange}
          />
        </Field>
      );
    case 'choice': {
      const choices = choicesOf(schema) ?? [];
      const none = slot.required ? [] : [{ value: '-1', label: placeholder ? `${placeholder} (default)` : 'Not set' }];
      const at = choices.findIndex((choice) => JSON.stringify(choice) === JSON.stringify(value));
      return (
        <Field {...common}>
          <Select
            disabled={form.disabled}
            value={at < 0 && slot.required ? null : String(at)}
            onValueChange={(index) => onChange(choices[Number(index)])}
            options={[...none, ...choices.map((choice, index) => ({ value: String(index), label: wordOf(choice) }))]}
          />
        </Field>
      );
    }
    case 'number':
      return (
        <Field {...common}>
          <NumberInput slot={slot} disabled={form.disabled} placeholder={placeholder} />
        </Field>
      );
    case 'duration':
      return (
        <Field {...common} help={common.help ?? 'Such as 30s, 5m, 2h or 1d, or in words: 5 minutes.'}>
          <DurationInput disabled={form.disabled} placeholder={placeholder} value={value} onChange={onChange} />
        </Field>
      );
    case 'code':
      return (
        <Field {...common}>
          <CodeField
            label={slot.label}
            value={text}
            onChange={setText}
            readOnly={form.disabled}
            placeholder={placeholder}
            lineNumbers={hint?.widget !== 'cel'}
            minLines={hint?.widget === 'cel' ? 1 : 3}
            invalid={Boolean(common.error)}
            {...form.code?.(slot)}
          />
          {form.below?.(slot)}
        </Field>
      );
    case 'hidden':
      return (
        <Field {...common} help={common.help ?? 'Sealed: nobody sees it in the run.'}>
          <Input
            type="password"
            autoComplete="new-password"
            spellCheck={false}
            disabled={form.disabled}
            placeholder={placeholder}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
      );
    case 'multiline':
      return (
        <Field {...common}>
          {form.code?.(slot).language ? (
            <TextCode slot={slot} text={text} placeholder={placeholder} minLines={3} onText={setText} />
          ) : (
            <Textarea
              disabled={form.disabled}
              placeholder={placeholder}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
          {form.below?.(slot)}
        </Field>
      );
    default:
      return (
        <Field {...common}>
          {form.control?.(slot) ??
            (form.code?.(slot).language ? (
              <TextCode slot={slot} text={text} placeholder={placeholder} oneLine onText={write} />
            ) : (
              <Input
                disabled={form.disabled}
                placeholder={placeholder}
                value={text}
                maxLength={schema.maxLength}
                onChange={(event) => write(event.target.value)}
              />
            ))}
          {form.below?.(slot)}
        </Field>
      );
  }
}
