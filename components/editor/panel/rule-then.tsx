'use client';
import { Field } from '#components/ui/field.tsx';
import { SchemaForm } from '#components/ui/schema-form.tsx';
import { Select } from '#components/ui/select.tsx';
import { ReviewersFields } from '../gate/reviewers-fields.tsx';
import { errorsMoved } from '../model/step-findings.ts';
import { useEditorTools } from '../store/editor-context.tsx';
import { PlainBraces } from './plain-braces.tsx';
import { actionForm, peopleKey, ruleActions, ruleActionWords, withAction } from './rule-action.ts';
import { useCodeAid } from './use-code-aid.tsx';

const options = ruleActions.map((value) => ({ value, label: ruleActionWords[value] }));

const hints = {
  title: { label: 'Question' },
  message: { label: 'What they are told', widget: 'multiline' },
  steps: { label: 'Steps that start over' },
  feedback: { label: 'What they are told', widget: 'multiline' },
  max: { label: 'At most so many times' },
  handlers: { label: 'Handlers that run', help: 'Their ids, beside the rest of the run.' },
  body: { widget: 'multiline' },
} as const;

/** What follows when a rule comes true. */
export function RuleThen({
  value,
  errors,
  disabled,
  onChange,
}: {
  value: Readonly<Record<string, unknown>>;
  errors: Readonly<Record<string, string>>;
  disabled: boolean;
  onChange: (then: Record<string, unknown>) => void;
}) {
  const action = ruleActions.find((each) => each === value.action);
  const { kinds } = useEditorTools();
  // Of all that can follow, only what is told to a channel is filled in.
  const told = action === 'notify';
  const aid = useCodeAid({ of: null, kind: told ? kinds.notify : undefined, errors });
  const people = action ? peopleKey(action) : null;
  return (
    <>
      <Field label="Then" error={errors.action ?? errors['']}>
        <Select
          options={options}
          value={action}
          disabled={disabled}
          onValueChange={(next) => onChange(withAction(value, next))}
        />
      </Field>
      {people ? (
        <ReviewersFields
          gate={{ reviewers: value[people] }}
          errors={errorsMoved(errors, people, 'reviewers')}
          disabled={disabled}
          who={action === 'escalate' ? 'who are asked' : undefined}
          nobody={action === 'escalate' ? 'Name at least one group or person.' : undefined}
          set={(_, named) => {
            const { [people]: __, ...rest } = value;
            onChange(
              named === undefined
                ? action === 'escalate'
                  ? { ...rest, [people]: {} }
                  : rest
                : { ...rest, [people]: named },
            );
          }}
        />
      ) : null}
      {action ? (
        <SchemaForm
          key={action}
          schema={actionForm(action)}
          hints={hints}
          value={value}
          errors={errors}
          disabled={disabled}
          {...aid}
          {...(told ? {} : { below: ({ value: text }) => <PlainBraces text={text} /> })}
          onChange={onChange}
        />
      ) : null}
    </>
  );
}
