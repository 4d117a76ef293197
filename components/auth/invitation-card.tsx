'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
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
import { deviceZone } from '#lib/client/device-zone.ts';
import type { invitationOffer } from '#lib/contracts/people.ts';
import { roles } from '#lib/domain/access/permissions.ts';
import { AuthCard } from './auth-card.tsx';
import { CodeStep } from './code-step.tsx';
import { enter } from './enter.ts';

type Offer = z.infer<typeof invitationOffer>;

const newcomer = z.object({
  name: z.string().trim().min(1, 'Your name, please.').max(100),
  password: z.string().min(10, 'At least 10 characters.').max(200),
});
const known = z.object({ name: z.string(), password: z.string().min(1, 'Your password, please.') });

const accept = (token: string, given: { name?: string; password?: string; code?: string; timeZone?: string }) =>
  api.post(`/invitations/${encodeURIComponent(token)}/accept`, given);

/** For whoever is signed in as the invited person already. */
function AcceptButton({ token, offer }: { token: string; offer: Offer }) {
  const join = useMutation({ mutationFn: () => accept(token, {}), onSuccess: () => window.location.assign('/') });
  return (
    <>
      {join.error ? (
        <Notice tone="danger" className="mb-4">
          {join.error.message}
        </Notice>
      ) : null}
      <Button variant="primary" size="lg" wide busy={join.isPending} onClick={() => join.mutate()}>
        Join {offer.workspace}
      </Button>
    </>
  );
}

function AcceptForm({ token, offer }: { token: string; offer: Offer }) {
  const form = useZodForm(offer.accountExists ? known : newcomer, { name: '', password: '' });
  const [password, setPassword] = useState<string>();
  const [joined, setJoined] = useState(false);
  // A code works once, and this one has been used for joining.
  if (joined)
    return (
      <Notice
        title={`You are a member of ${offer.workspace}`}
        action={<ButtonLink href="/sign-in">Sign in</ButtonLink>}
      >
        Sign in with the next code of your app.
      </Notice>
    );
  if (password !== undefined)
    return (
      <CodeStep
        email={offer.email}
        action={`Join ${offer.workspace}`}
        onCode={async (code) => {
          await accept(token, { password, code });
          setJoined(true);
        }}
        onBack={() => setPassword(undefined)}
      />
    );
  return (
    <Form
      form={form}
      className="flex flex-col gap-4"
      onValid={async (given) => {
        try {
          await accept(
            token,
            offer.accountExists ? { password: given.password } : { ...given, timeZone: deviceZone() },
          );
        } catch (error) {
          if (ApiError.from(error).code !== 'second_factor_required') throw error;
          setPassword(given.password);
          return;
        }
        await enter({ email: offer.email, password: given.password });
      }}
    >
      {offer.accountExists ? null : (
        <FormField form={form} name="name" label="Your name" help="It stands on everything you sign.">
          {(control) => <Input {...control} size="lg" autoComplete="name" autoFocus />}
        </FormField>
      )}
      <FormField
        form={form}
        name="password"
        label={offer.accountExists ? 'Your password' : 'Choose a password'}
        help={offer.accountExists ? `You have an account as ${offer.email}.` : 'At least 10 characters.'}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            size="lg"
            autoComplete={offer.accountExists ? 'current-password' : 'new-password'}
          />
        )}
      </FormField>
      <Button type="submit" variant="primary" size="lg" wide busy={form.formState.isSubmitting}>
        Join {offer.workspace}
      </Button>
    </Form>
  );
}

/** What an invitation link shows: who invites whom to what, and the way in; a spent one says what to do. */
export function InvitationCard({ token, signedInAs }: { token: string; signedInAs: string | null }) {
  const offer = useQuery({
    queryKey: ['people', 'invitation', token],
    queryFn: ({ signal }) => api.get<Offer>(`/invitations/${encodeURIComponent(token)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (offer.isPending) {
    return (
      <AuthCard title="Your invitation">
        <SkeletonRows rows={3} label="Reading the invitation" />
      </AuthCard>
    );
  }
  if (offer.error) {
    const { title, detail, fix } = ApiError.from(offer.error);
    return (
      <AuthCard title="This link does not open">
        <Notice tone="warning" title={title} className="mb-4">
          {[detail, fix].filter(Boolean).join(' ') ||
            'Ask whoever sent it for a new one: links hold 7 days and work once.'}
        </Notice>
        <ButtonLink href="/sign-in">To the sign-in</ButtonLink>
      </AuthCard>
    );
  }
  const { invitedBy, workspace, role, email } = offer.data;
  return (
    <AuthCard
      title={`Join ${workspace}`}
      intro={
        <>
          {invitedBy} invites <span className="font-medium text-ink">{email}</span> as{' '}
          <span className="font-medium text-ink">{roles[role].label.toLowerCase()}</span>. {roles[role].description}
        </>
      }
    >
      {signedInAs === email ? (
        <AcceptButton token={token} offer={offer.data} />
      ) : (
        <AcceptForm token={token} offer={offer.data} />
      )}
    </AuthCard>
  );
}
