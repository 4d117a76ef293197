'use client';
import { CodeField } from '#components/ui/code-field.tsx';
import { Field } from '#components/ui/field.tsx';
import type { Moment } from '#lib/domain/expression/sight.ts';
import { hasBraces } from '#lib/domain/template/braces.ts';
import { useSight } from './use-sight.ts';
import { ValuePreview } from './value-preview.tsx';

/**
 * A condition (`cel`) or a text with names in braces (`template`) that is completed from what `of` sees (a step's id;
 * null for the workflow; `moment`: before it begins or once it has ended), with what it gives below.
 */
export function AidedField({
  of,
  moment,
  language,
  label,
  help,
  error,
  value,
  placeholder,
  disabled,
  onChange,
}: {
  of: string | null;
  moment?: Moment;
  language: 'cel' | 'template';
  label: string;
  help?: string;
  error?: string;
  value: string;
  placeholder?: string;
  disabled: boolean;
  onChange: (text: string) => void;
}) {
  const { aid, scope, known } = useSight(of, moment);
  const previewed = language === 'cel' || hasBraces(value);
  return (
    <Field label={label} help={help} error={error}>
      <CodeField
        label={label}
        oneLine
        lineNumbers={false}
        minLines={1}
        maxLines={8}
        placeholder={placeholder}
        value={value}
        invalid={error !== undefined}
        readOnly={disabled}
        onChange={onChange}
        {...aid(language)}
      />
      {previewed ? (
        <ValuePreview value={value} language={language} scope={scope} known={known} refused={error !== undefined} />
      ) : null}
    </Field>
  );
}
