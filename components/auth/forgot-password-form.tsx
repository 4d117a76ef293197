'use client';
import { useState } from 'react';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { Form, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { api } from '#lib/client/api.ts';

const request = z.object({ email: z.email('This is no e-mail address.').max(254) });

/** Asks for a link by mail; says the same whether or not somebody here has the address. */
export function ForgotPasswordForm() {
  const [askedFor, setAskedFor] = useState<string>();
  const form = useZodForm(request, { email: '' }, 'onSubmit');
  if (askedFor !== undefined)
    return (
      <>
        <Notice title="Look into your mailbox" className="mb-4">
          If {askedFor} belongs to somebody here, a link is on its way. It works once, for one hour.
        </Notice>
        <ButtonLink href="/sign-in">To the sign-in</ButtonLink>
      </>
    );
  return (
    <Form
      form={form}
      className="flex flex-col gap-4"
      onValid={async ({ email }) => {
        await api.post('/password-resets', { email });
        setAskedFor(email);
      }}
    >
      <FormField form={form} name="email" label="E-mail">
        {(control) => <Input {...control} type="email" size="lg" autoComplete="username" autoFocus />}
      </FormField>
      <Button type="submit" variant="primary" size="lg" wide busy={form.formState.isSubmitting}>
        Send me a link
      </Button>
      <ButtonLink href="/sign-in" variant="ghost" size="lg" wide>
        Back to the sign-in
      </ButtonLink>
    </Form>
  );
}
