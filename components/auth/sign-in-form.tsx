'use client';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { Form, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { CodeStep } from './code-step.tsx';
import { enter } from './enter.ts';

const credentials = z.object({
  email: z.string().trim().min(1, 'Your e-mail address, please.'),
  password: z.string().min(1, 'Your password, please.'),
});

/**
 * E-mail and password, then the code where the account has a second factor. What was typed stays in memory only.
 * `children`: other ways in, below the first step.
 */
export function SignInForm({ to, email = '', children }: { to: string; email?: string; children?: ReactNode }) {
  const [known, setKnown] = useState<z.output<typeof credentials>>();
  const form = useZodForm(credentials, { email, password: '' }, 'onSubmit');
  if (known)
    return (
      <CodeStep
        email={known.email}
        action="Sign in"
        onCode={(code) => enter({ ...known, code }, to)}
        onBack={() => setKnown(undefined)}
      />
    );
  return (
    <>
      <Form
        form={form}
        className="flex flex-col gap-4"
        onValid={async (values) => {
          try {
            await enter(values, to);
          } catch (error) {
            if (ApiError.from(error).code !== 'second_factor_required') throw error;
            setKnown(values);
          }
        }}
      >
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
      {children}
    </>
  );
}
