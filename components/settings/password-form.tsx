'use client';
import { useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Form, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { ApiError } from '#lib/client/api-error.ts';
import { useIdentities } from './people.ts';

const change = (hasPassword: boolean) =>
  z.object({
    currentPassword: hasPassword ? z.string().min(1, 'Your current password, please.') : z.string(),
    newPassword: z.string().min(10, 'At least 10 characters.').max(200),
  });

/** A new password; it ends the other sessions. */
export function PasswordForm() {
  const queries = useQueryClient();
  // Somebody who came by an account elsewhere has none yet.
  const hasPassword = useIdentities().data?.hasPassword ?? true;
  const form = useZodForm(change(hasPassword), { currentPassword: '', newPassword: '' });
  return (
    <Card title="Password" description="A new password signs you out everywhere else.">
      <Form
        form={form}
        className="flex max-w-md flex-col gap-4"
        onValid={async ({ currentPassword, newPassword }) => {
          try {
            await api.patch('/me', hasPassword ? { currentPassword, newPassword } : { newPassword });
          } catch (error) {
            if (ApiError.from(error).code !== 'wrong_credentials') throw error;
            form.setError('currentPassword', { message: 'This is not your current password.' });
            return;
          }
          form.reset();
          void queries.invalidateQueries({ queryKey: ['people'] });
          toast.done('Changed your password', { description: 'Other sessions are signed out.' });
        }}
      >
        {hasPassword ? (
          <FormField form={form} name="currentPassword" label="Current password">
            {(control) => <Input {...control} type="password" autoComplete="current-password" />}
          </FormField>
        ) : null}
        <FormField form={form} name="newPassword" label="New password" help="At least 10 characters.">
          {(control) => <Input {...control} type="password" autoComplete="new-password" />}
        </FormField>
        <div>
          <Button type="submit" busy={form.formState.isSubmitting} disabled={!form.formState.isDirty}>
            {hasPassword ? 'Change the password' : 'Set a password'}
          </Button>
        </div>
      </Form>
    </Card>
  );
}
