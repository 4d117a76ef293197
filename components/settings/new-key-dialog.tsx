'use client';
import { Plus } from 'lucide-react';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Field } from '#components/ui/field.tsx';
import { Form, FormEnd, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { api } from '#lib/client/api.ts';
import type { KeyView } from '#lib/contracts/people.ts';
import { type KeyScope, keyScopeNames, keyScopes } from '#lib/domain/access/permissions.ts';
import { MakeOnceDialog } from './make-once-dialog.tsx';
import { usePeopleWrite } from './people.ts';
import { ShownOnce } from './shown-once.tsx';

const day = 86_400_000;
const lifetimes = [
  { value: '0', label: 'Until it is removed' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
] as const;

const newKey = z.object({
  name: z.string().trim().min(1, 'A name, so that you know it later.').max(100),
  scopes: z.array(z.enum(keyScopeNames as [KeyScope, ...KeyScope[]])).min(1, 'At least one.'),
  days: z.string(),
});

function NewKeyForm({ onMade }: { onMade: (key: string) => void }) {
  const form = useZodForm(newKey, { name: '', scopes: ['read'], days: '90' });
  const make = usePeopleWrite((body: unknown) => api.post<KeyView>('/keys', body));
  return (
    <Form
      form={form}
      className="flex flex-col gap-4"
      onValid={async ({ name, scopes, days }) => {
        const expiresAt = days === '0' ? undefined : new Date(Date.now() + Number(days) * day).toISOString();
        const { key } = await make.mutateAsync({ name, scopes, expiresAt });
        onMade(key ?? '');
      }}
    >
      <FormField form={form} name="name" label="Name" help="What uses it: “deploy script”.">
        {(control) => <Input {...control} autoFocus />}
      </FormField>
      <fieldset className="flex flex-col gap-2.5">
        <legend className="mb-2 font-medium">What it may do</legend>
        {keyScopeNames.map((scope) => {
          const chosen = form.watch('scopes');
          return (
            <Field key={scope} label={keyScopes[scope].label} inline>
              <Checkbox
                checked={chosen.includes(scope)}
                onCheckedChange={(on) =>
                  form.setValue('scopes', on ? [...chosen, scope] : chosen.filter((each) => each !== scope), {
                    shouldValidate: true,
                  })
                }
              />
            </Field>
          );
        })}
        {form.formState.errors.scopes ? (
          <p role="alert" className="font-medium text-danger text-xs">
            {form.formState.errors.scopes.message}
          </p>
        ) : null}
        <p className="text-muted text-xs">Never more than your own role allows.</p>
      </fieldset>
      <FormField form={form} name="days" label="Valid">
        {(control) => <Select options={lifetimes} value={control.value} onValueChange={control.onChange} />}
      </FormField>
      <FormEnd form={form}>Make the key</FormEnd>
    </Form>
  );
}

/** Makes a key and shows it once. */
export function NewKeyDialog() {
  return (
    <MakeOnceDialog<string>
      trigger={
        <Button variant="primary" size="sm" icon={<Plus />}>
          New key
        </Button>
      }
      title="New API key"
      description="It acts as you, within what you tick here."
      titleOf={() => 'Your new key'}
      done="I have stored it"
      form={(onMade) => <NewKeyForm onMade={onMade} />}
    >
      {(key) => (
        <ShownOnce
          text={key}
          label="API key"
          note="It is shown only now. Whoever has it can act as you: keep it as you keep a password."
        />
      )}
    </MakeOnceDialog>
  );
}
