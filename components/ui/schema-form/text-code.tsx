import { CodeField } from '../code-field.tsx';
import { type FieldSlot, useSchemaForm } from './context.ts';

/** A text that is part code (names in braces, a condition): coloured, completed, with what may be put into it. */
export function TextCode({
  slot,
  text,
  label = slot.label,
  placeholder,
  oneLine,
  minLines = 1,
  autoFocus,
  onText,
}: {
  slot: FieldSlot;
  text: string;
  label?: string;
  placeholder?: string;
  oneLine?: boolean;
  minLines?: number;
  autoFocus?: boolean;
  onText: (text: string) => void;
}) {
  const form = useSchemaForm();
  const insert = form.disabled ? null : form.insert?.(slot);
  const field = (
    <CodeField
      label={label}
      value={text}
      onChange={onText}
      readOnly={form.disabled}
      placeholder={placeholder}
      lineNumbers={false}
      oneLine={oneLine}
      autoFocus={autoFocus}
      minLines={minLines}
      maxLines={oneLine ? 6 : 18}
      invalid={slot.path in form.errors}
      className={insert ? 'min-w-0 flex-1' : undefined}
      {...form.code?.(slot)}
    />
  );
  if (!insert) return field;
  return (
    <div className="flex items-start gap-1">
      {field}
      {insert}
    </div>
  );
}
