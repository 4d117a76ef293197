'use client';
import { Combobox } from '#components/ui/combobox.tsx';
import { DurationInput } from '#components/ui/duration-input.tsx';
import { Field } from '#components/ui/field.tsx';
import type { JsonSchema } from '#components/ui/schema-form/schema.ts';
import { SchemaForm } from '#components/ui/schema-form.tsx';
import type { Moment } from '#lib/domain/expression/sight.ts';
import { isObject } from '../model/draft.ts';
import { errorsInside } from '../model/step-findings.ts';
import { useEditorTools } from '../store/editor-context.tsx';
import { useCodeAid } from './use-code-aid.tsx';
import { asText } from './use-step.ts';

/** Kinds that need a place of their own in the graph. */
const wholeSteps = new Set(['gate', 'map']);

/** What is done in place of a step, or to take it back: a kind and its parameters. */
export function ActionFields({
  of,
  moment,
  action,
  errors,
  disabled,
  onChange,
}: {
  /** The step that it belongs to, and from when it is read: `after` sees the step's own result. */
  of: string;
  moment: Moment;
  action: unknown;
  /** By place in the action: `with.run`. */
  errors: Readonly<Record<string, string>>;
  disabled: boolean;
  onChange: (action: Record<string, unknown>) => void;
}) {
  const { kinds } = useEditorTools();
  const given = isObject(action) ? action : {};
  const name = asText(given.kind);
  const kind = kinds[name];
  const fields = errorsInside(errors, 'with');
  const aid = useCodeAid({ of, moment, kind, errors: fields });
  const offered = Object.values(kinds).filter((each) => !wholeSteps.has(each.kind));
  const put = (key: string, value: unknown) => {
    const { [key]: _, ...rest } = given;
    onChange(value === undefined ? rest : { ...given, [key]: value });
  };
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Field label="Kind" required error={errors.kind ?? errors['']}>
        <Combobox
          disabled={disabled}
          value={name}
          emptyText="There is no such kind."
          options={offered.map((each) => ({ value: each.kind, label: each.label, help: each.description }))}
          onValueChange={(next) => next && next !== name && onChange(ofKind(given, next))}
        />
      </Field>
      {kind ? (
        <SchemaForm
          key={name}
          schema={kind.schema as JsonSchema}
          hints={kind.hints}
          value={given.with ?? {}}
          errors={fields}
          disabled={disabled}
          {...aid}
          onChange={(value) => put('with', Object.keys(value).length === 0 ? undefined : value)}
        />
      ) : null}
      <Field label="Time limit" error={errors.timeout} help="As of a step.">
        <DurationInput
          placeholder="10m"
          value={given.timeout}
          readOnly={disabled}
          onChange={(timeout) => put('timeout', timeout)}
        />
      </Field>
    </div>
  );
}

/** Another kind has other parameters; the time limit stays. */
function ofKind({ with: _, ...given }: Readonly<Record<string, unknown>>, kind: string): Record<string, unknown> {
  return { ...given, kind };
}
