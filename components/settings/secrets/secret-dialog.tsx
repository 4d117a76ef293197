'use client';
import type { ReactElement } from 'react';
import { z } from 'zod';
import { Form, FormEnd, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import type { SecretView } from '#lib/contracts/secret.ts';
import { secretName } from '#lib/domain/secret/reference.ts';
import { secretValueFault } from '#lib/domain/secret/value.ts';
import { FormDialog } from '../form-dialog.tsx';
import { SecretField } from './secret-field.tsx';
import { useSecretWrite } from './secrets.ts';

const nameField = z
  .string()
  .trim()
  .regex(secretName, 'Letters, digits and _, not beginning with a digit, at most 64 characters.');

/** `kept`: there is a value already, which an empty field leaves as it is. */
const secretForm = (kept: boolean) =>
  z.object({
    name: nameField,
    value: z.string().superRefine((text, { addIssue }) => {
      const fault = kept && text === '' ? null : secretValueFault(text);
      if (fault) addIssue({ code: 'custom', message: `It ${fault}.` });
    }),
    description: z.string().max(500, 'At most 500 characters.'),
  });

function SecretForm({ secret, onDone }: { secret?: SecretView; onDone: () => void }) {
  const form = useZodForm(secretForm(secret !== undefined), {
    name: secret?.name ?? '',
    value: '',
    description: secret?.description ?? '',
  });
  const save = useSecretWrite(({ name, value, description }: { name: string; value: string; description: string }) =>
    secret
      ? api.patch(`/secrets/${secret.id}`, { description, ...(value === '' ? {} : { value }) })
      : api.post('/secrets', { name, value, description }),
  );
  const value = form.watch('value');
  return (
    <Form
      form={form}
      className="flex flex-col gap-4"
      onValid={async (values) => {
        await save.mutateAsync(values);
        onDone();
        toast.done(
          secret
            ? `${values.value === '' ? 'Described' : 'Replaced'} ${secret.name}`
            : `Added ${values.name}, sealed from now on`,
        );
      }}
    >
      {secret ? null : (
        <FormField form={form} name="name" label="Name" help="How steps name it: DEPLOY_TOKEN.">
          {(control) => <Input {...control} mono autoFocus autoComplete="off" spellCheck={false} />}
        </FormField>
      )}
      <FormField
        form={form}
        name="value"
        label={secret ? 'New value' : 'Value'}
        help={
          value !== value.trim()
            ? 'It begins or ends with a space or a line break, which is kept.'
            : secret
              ? 'Left empty, the value stays as it is.'
              : 'At least 8 characters. Nobody sees it again, you included.'
        }
      >
        {(control) => <SecretField {...control} autoFocus={secret !== undefined} />}
      </FormField>
      <FormField form={form} name="description" label="Description" help="What it opens, and where to renew it.">
        {(control) => <Input {...control} />}
      </FormField>
      <FormEnd form={form} afterChange={secret !== undefined}>
        {secret ? 'Save' : 'Add the secret'}
      </FormEnd>
    </Form>
  );
}

/** Adds a secret, or replaces the value of one. */
export function SecretDialog({
  secret,
  trigger,
}: {
  secret?: SecretView;
  trigger: ReactElement<Record<string, unknown>>;
}) {
  return (
    <FormDialog
      trigger={trigger}
      title={secret ? `Replace ${secret.name}` : 'New secret'}
      description={
        secret
          ? 'Steps that begin after you save are given the new value.'
          : 'It is sealed as it arrives; only a step that names it is given it.'
      }
    >
      {(close) => <SecretForm secret={secret} onDone={close} />}
    </FormDialog>
  );
}
