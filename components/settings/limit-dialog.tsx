'use client';
import type { ReactElement } from 'react';
import { z } from 'zod';
import { Combobox } from '#components/ui/combobox.tsx';
import { Form, FormEnd, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { useWorkflows } from '#lib/client/workflows/use-workflows.ts';
import { FormDialog } from './form-dialog.tsx';

const limitForm = z
  .object({
    scope: z.enum(['workspace', 'workflow', 'pool']),
    workflow: z.string(),
    pool: z.string().trim(),
    max: z.coerce.number('A number, please.').int('A whole number, please.').min(1, 'At least 1.').max(100_000),
  })
  .superRefine(({ scope, workflow, pool }, { addIssue }) => {
    if (scope === 'workflow' && workflow === '')
      addIssue({ code: 'custom', path: ['workflow'], message: 'Choose a workflow.' });
    if (scope === 'pool' && !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(pool))
      addIssue({ code: 'custom', path: ['pool'], message: 'Name the pool as its steps do, such as gpu.' });
  });

const scopes = [
  { value: 'workspace', label: 'Runs of this workspace' },
  { value: 'workflow', label: 'Runs of one workflow' },
  { value: 'pool', label: 'Steps in a pool', help: 'Commands of this workspace that workers of the pool run at once.' },
] as const;

/** Sets one limit, new or in the place of the one before. */
export function LimitDialog({
  onSave,
  children,
}: {
  onSave: (change: object) => Promise<void>;
  children: ReactElement<Record<string, unknown>>;
}) {
  return (
    <FormDialog title="Set a limit" trigger={children}>
      {(close) => <LimitForm onSave={(change) => onSave(change).then(close)} />}
    </FormDialog>
  );
}

function LimitForm({ onSave }: { onSave: (change: object) => Promise<void> }) {
  const workflows = useWorkflows({ text: '', archived: false });
  const form = useZodForm(limitForm, { scope: 'workspace', workflow: '', pool: '', max: '' });
  const scope = form.watch('scope');
  return (
    <Form
      form={form}
      className="flex flex-col gap-4"
      onValid={({ scope, workflow, pool, max }) =>
        onSave(
          scope === 'workspace'
            ? { workspace: max }
            : scope === 'pool'
              ? { pools: { [pool]: max } }
              : { workflows: { [workflow]: max } },
        )
      }
    >
      <RadioGroup
        label="What is limited"
        options={scopes}
        value={scope}
        onValueChange={(value) => form.setValue('scope', value)}
      />
      {scope === 'workflow' ? (
        <FormField form={form} name="workflow" label="Workflow">
          {(control) => (
            <Combobox
              value={control.value}
              onValueChange={(value) => control.onChange(value ?? '')}
              emptyText="No workflow of that name."
              options={(workflows.data?.pages ?? [])
                .flatMap(({ items }) => items)
                .map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </FormField>
      ) : null}
      {scope === 'pool' ? (
        <FormField form={form} name="pool" label="Pool">
          {(control) => <Input {...control} autoComplete="off" placeholder="gpu" />}
        </FormField>
      ) : null}
      <FormField form={form} name="max" label="At most">
        {(control) => <Input {...control} value={String(control.value)} inputMode="numeric" autoComplete="off" />}
      </FormField>
      <FormEnd form={form}>Set the limit</FormEnd>
    </Form>
  );
}
