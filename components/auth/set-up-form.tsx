'use client';
import { Button } from '#components/ui/button.tsx';
import { Form, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { api } from '#lib/client/api.ts';
import { deviceZone } from '#lib/client/device-zone.ts';
import { setupRequest } from '#lib/contracts/people.ts';
import { enter } from './enter.ts';

/** Makes the first owner and the workspace, then signs in. */
export function SetUpForm({ token }: { token: string }) {
  const form = useZodForm(setupRequest, { token, name: '', email: '', password: '', workspace: '' });
  return (
    <Form
      form={form}
      className="flex flex-col gap-4"
      onValid={async (values) => {
        await api.post('/setup', { ...values, timeZone: deviceZone() });
        await enter({ email: values.email, password: values.password });
      }}
    >
      <FormField form={form} name="workspace" label="Workspace" help="Your team or project. It can be renamed.">
        {(control) => <Input {...control} size="lg" autoComplete="organization" autoFocus />}
      </FormField>
      <FormField form={form} name="name" label="Your name" help="It stands on everything you sign.">
        {(control) => <Input {...control} size="lg" autoComplete="name" />}
      </FormField>
      <FormField form={form} name="email" label="E-mail">
        {(control) => <Input {...control} type="email" size="lg" autoComplete="username" />}
      </FormField>
      <FormField form={form} name="password" label="Password" help="At least 10 characters.">
        {(control) => <Input {...control} type="password" size="lg" autoComplete="new-password" />}
      </FormField>
      <Button type="submit" variant="primary" size="lg" wide busy={form.formState.isSubmitting}>
        Set up the workspace
      </Button>
    </Form>
  );
}
