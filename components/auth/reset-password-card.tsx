'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { Form, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { api } from '#lib/client/api.ts';
import { ApiError } from '#lib/client/api-error.ts';
import type { resetOffer } from '#lib/contracts/coming-in.ts';
import { AuthCard } from './auth-card.tsx';

type Offer = z.infer<typeof resetOffer>;

const choice = z.object({ email: z.string(), password: z.string().min(10, 'At least 10 characters.').max(200) });

function NewPasswordForm({ path, offer, onDone }: { path: string; offer: Offer; onDone: () => void }) {
  const form = useZodForm(choice, { email: offer.email, password: '' });
  return (
    <Form
      form={form}
      className="flex flex-col gap-4"
      onValid={async ({ password }) => {
        await api.post(path, { password });
        onDone();
      }}
    >
      <FormField form={form} name="email" label="E-mail">
        {/* For password managers, which keep the new one under it. */}
        {(control) => <Input {...control} type="email" size="lg" autoComplete="username" readOnly />}
      </FormField>
      <FormField form={form} name="password" label="New password" help="At least 10 characters.">
        {(control) => <Input {...control} type="password" size="lg" autoComplete="new-password" autoFocus />}
      </FormField>
      <Button type="submit" variant="primary" size="lg" wide busy={form.formState.isSubmitting}>
        Set the password
      </Button>
    </Form>
  );
}

/** What a link for a new password shows: whose it is, and the field; a spent one says what to do. */
export function ResetPasswordCard({ token }: { token: string }) {
  const path = `/password-resets/${encodeURIComponent(token)}`;
  const [done, setDone] = useState(false);
  const offer = useQuery({
    queryKey: ['people', 'password-reset', token],
    queryFn: ({ signal }) => api.get<Offer>(path, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (done)
    return (
      <AuthCard title="Your password is set" intro="You were signed out everywhere.">
        <ButtonLink href="/sign-in" variant="primary" size="lg" wide>
          Sign in
        </ButtonLink>
      </AuthCard>
    );
  if (offer.isPending)
    return (
      <AuthCard title="A new password">
        <SkeletonRows rows={3} label="Reading the link" />
      </AuthCard>
    );
  if (offer.error) {
    const { title, detail, fix } = ApiError.from(offer.error);
    return (
      <AuthCard title="This link does not open">
        <Notice tone="warning" title={title} className="mb-4">
          {[detail, fix].filter(Boolean).join(' ') || 'Ask for a new one: links work once, and not for long.'}
        </Notice>
        <ButtonLink href="/forgot-password">Ask for a new link</ButtonLink>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="A new password" intro={`For ${offer.data.name}. It signs you out everywhere else.`}>
      <NewPasswordForm path={path} offer={offer.data} onDone={() => setDone(true)} />
    </AuthCard>
  );
}
