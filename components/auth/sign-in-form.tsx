'use client';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { Form, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { enter } from './enter.ts';

const credentials = z.object({
  email: z.string().trim().min(1, 'Your e-mail address, please.'),
  password: z.string().min(1, 'Your password, please.'),
});

export function SignInForm({ to, email = '' }: { to: string; email?: string }) {
  const form = useZodForm(credentials, { email, password: '' });
  return (
    <Form form={form} onValid={(values) => enter(values.email, values.password, to)} className="flex flex-col gap-4">
      <FormField form={form} name="email" label="E-mail">
        {(control) => <Input {...control} type="email" size="lg" autoComplete="username" autoFocus={!email} />}
      </FormField>
      <FormField form={form} name="password" label="Password">
        {(control) => (
          <Input {...control} type="password" size="lg" autoComplete="current-password" autoFocus={!!email} />
        )}
      </FormField>
      <Button type="submit" variant="primary" size="lg" wide busy={form.formState.isSubmitting}>
        Sign in
      </Button>
    </Form>
  );
}
