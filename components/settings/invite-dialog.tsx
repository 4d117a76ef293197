'use client';
import { UserRoundPlus } from 'lucide-react';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { MultiCombobox } from '#components/ui/combobox.tsx';
import { Form, FormEnd, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { api } from '#lib/client/api.ts';
import { ApiError } from '#lib/client/api-error.ts';
import type { InvitationView } from '#lib/contracts/people.ts';
import { type Role, roleNames } from '#lib/domain/access/permissions.ts';
import { MakeOnceDialog } from './make-once-dialog.tsx';
import { useGroups, usePeopleWrite } from './people.ts';
import { RoleSelect } from './role-select.tsx';
import { ShownOnce } from './shown-once.tsx';

const invitation = z.object({
  email: z.email('This is no e-mail address.').max(254),
  role: z.enum(roleNames as [Role, ...Role[]]),
  groups: z.array(z.string()),
});

function InviteForm({ onMade }: { onMade: (made: InvitationView) => void }) {
  const groups = useGroups();
  const form = useZodForm(invitation, { email: '', role: 'reviewer', groups: [] });
  const invite = usePeopleWrite((body: unknown) => api.post<InvitationView>('/invitations', body));
  return (
    <Form
      form={form}
      className="flex flex-col gap-4"
      onValid={async (values) => {
        try {
          onMade(await invite.mutateAsync(values));
        } catch (error) {
          const { code, message } = ApiError.from(error);
          if (code !== 'conflict') throw error;
          form.setError('email', { message });
        }
      }}
    >
      <FormField form={form} name="email" label="E-mail" help="The link works for this address only.">
        {(control) => <Input {...control} type="email" autoComplete="off" autoFocus />}
      </FormField>
      <FormField form={form} name="role" label="Role">
        {(control) => <RoleSelect value={control.value} onValueChange={control.onChange} />}
      </FormField>
      <FormField form={form} name="groups" label="Groups" help="Gates name groups as reviewers.">
        {(control) => (
          <MultiCombobox
            values={control.value}
            onValuesChange={control.onChange}
            emptyText="No such group. Groups are made in their own part of the settings."
            options={(groups.data?.items ?? []).map(({ name, description }) => ({
              value: name,
              label: name,
              help: description || undefined,
            }))}
          />
        )}
      </FormField>
      <FormEnd form={form}>Make the link</FormEnd>
    </Form>
  );
}

const titleOf = ({ email, mailed }: InvitationView) =>
  mailed ? `${email} gets this link by mail` : `Send this link to ${email}`;

/** Invites somebody by a link that is copied and sent by whatever means. */
export function InviteDialog() {
  return (
    <MakeOnceDialog<InvitationView>
      trigger={
        <Button variant="primary" size="sm" icon={<UserRoundPlus />}>
          Invite
        </Button>
      }
      title="Invite somebody"
      description="You get a link to send by whatever means you like; it is mailed, too, where this server sends mail."
      titleOf={titleOf}
      done="Done"
      form={(onMade) => <InviteForm onMade={onMade} />}
    >
      {({ link, mailed }) => (
        <>
          {mailed === false ? (
            <Notice tone="warning" className="mb-3">
              The mail could not be sent; the invitation stands. Send the link yourself.
            </Notice>
          ) : null}
          <ShownOnce
            text={link ?? ''}
            label="Invitation link"
            note="It is shown only now, holds 7 days and works once."
          />
        </>
      )}
    </MakeOnceDialog>
  );
}
