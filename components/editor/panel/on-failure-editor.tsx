'use client';
import { z } from 'zod';
import { MultiCombobox } from '#components/ui/combobox.tsx';
import { DurationInput } from '#components/ui/duration-input.tsx';
import { Field } from '#components/ui/field.tsx';
import type { JsonSchema } from '#components/ui/schema-form/schema.ts';
import { SchemaForm } from '#components/ui/schema-form.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { onFailureSchema } from '#lib/domain/workflow/rule-spec.ts';
import { textsIn } from '../gate/gate-part.ts';
import { ReviewersFields } from '../gate/reviewers-fields.tsx';
import { isObject } from '../model/draft.ts';
import { errorsMoved } from '../model/step-findings.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { handlerIds } from './handlers-field.tsx';
import { useCodeAid } from './use-code-aid.tsx';
import { useSetting } from './use-setting.ts';

const notifyForm = z.toJSONSchema(onFailureSchema.pick({ notify: true }), { io: 'input' }) as JsonSchema;
const notifyHints = {
  notify: { label: 'Whom to tell', help: 'Templates may read run.failure. Without any: nobody is told.' },
  'notify.*.body': { widget: 'multiline' },
} as const;

/** What follows when a run fails: taking back, handlers, who is told and who has to see it. */
export function OnFailureEditor() {
  const { value, errors, disabled, set } = useSetting('onFailure');
  const { kinds } = useEditorTools();
  const aid = useCodeAid({ of: null, kind: kinds.notify, errors, under: 'notify.*' });
  const handlers = useEditor((state) => state.draft.settings.handlers);
  const given = isObject(value) ? value : {};
  const put = (key: string, next: unknown) => {
    const { [key]: _, ...rest } = given;
    const made = next === undefined ? rest : { ...given, [key]: next };
    set(Object.keys(made).length === 0 ? undefined : made);
  };
  const rollback = given.rollback === true || isObject(given.rollback);
  return (
    <fieldset className="flex min-w-0 flex-col gap-4">
      <legend className="mb-2 font-medium">When a run fails</legend>
      {errors[''] ? (
        <p role="alert" className="font-medium text-danger text-xs">
          {errors['']}
        </p>
      ) : null}
      <Field
        inline
        label="Take back what succeeded"
        help="Steps that can be taken back are, the latest first."
        error={errors.rollback}
      >
        <Switch checked={rollback} disabled={disabled} onCheckedChange={(on) => put('rollback', on || undefined)} />
      </Field>
      {rollback ? (
        <Field label="Time for taking back" error={errors['rollback.timeout']} help="Such as 10m or 2h.">
          <DurationInput
            placeholder="30m"
            value={isObject(given.rollback) ? given.rollback.timeout : undefined}
            readOnly={disabled}
            onChange={(timeout) => put('rollback', timeout === undefined ? true : { timeout })}
          />
        </Field>
      ) : null}
      <Field
        label="Handlers that run then"
        error={errors.run ?? errors['run.0']}
        help={handlerIds(handlers).length === 0 ? 'There are no handlers yet.' : 'One after the other.'}
      >
        <MultiCombobox
          disabled={disabled}
          values={textsIn(given.run)}
          emptyText="There is no such handler."
          options={handlerIds(handlers).map((id) => ({ value: id, label: id }))}
          onValuesChange={(ids) => put('run', ids.length === 0 ? undefined : ids)}
        />
      </Field>
      <SchemaForm
        schema={notifyForm}
        hints={notifyHints}
        value={{ notify: given.notify }}
        errors={errors}
        disabled={disabled}
        {...aid}
        onChange={({ notify }) => put('notify', notify)}
      />
      <ReviewersFields
        gate={{ reviewers: given.escalate }}
        errors={errorsMoved(errors, 'escalate', 'reviewers')}
        disabled={disabled}
        who="who have to acknowledge it"
        nobody="Nobody is named: the run ends by itself."
        set={(_, named) => put('escalate', named)}
      />
    </fieldset>
  );
}
