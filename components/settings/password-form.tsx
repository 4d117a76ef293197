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

const change = z.object({
  currentPassword: z.string().min(1, 'Your current password, please.'),
  newPassword: z.string().min(10, 'At least 10 characters.').max(200),
});

/** A new password; it ends the other sessions. */
export function PasswordForm() {
  const queries = useQueryClient();
  const form = useZodForm(change, { currentPassword: '', newPassword: '' });
  return (
    <Card title="Password" description="A new password signs you out everywhere else.">
      <Form
        form={form}
        className="flex max-w-md flex-col gap-4"
        onValid={async (values) => {
          try {
            await api.patch('/me', values);
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
        <FormField form={form} name="currentPassword" label="Current password">
          {(control) => <Input {...control} type="password" autoComplete="current-password" />}
        </FormField>
        <FormField form={form} name="newPassword" label="New password" help="At least 10 characters.">
          {(control) => <Input {...control} type="password" autoComplete="new-password" />}
        </FormField>
        <div>
          <Button type="submit" busy={form.formState.isSubmitting} disabled={!form.formState.isDirty}>
            Change the password
          </Button>
        </div>
      </Form>
    </Card>
  );
}
