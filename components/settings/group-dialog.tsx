'use client';
import type { ReactElement } from 'react';
import { z } from 'zod';
import { MultiCombobox } from '#components/ui/combobox.tsx';
import { Form, FormEnd, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { api } from '#lib/client/api.ts';
import { ApiError } from '#lib/client/api-error.ts';
import type { ForeseenChange, GateWarning } from '#lib/contracts/gate-warning.ts';
import type { GroupView } from '#lib/contracts/people.ts';
import { FormDialog } from './form-dialog.tsx';
import { GateWarnings, tellWarnings } from './gate-warnings.tsx';
import { useMembers, usePeopleWrite } from './people.ts';

const group = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'A name, please.')
    .max(64)
    .regex(/^[\w .-]+$/, 'Letters, digits, space, dot, dash and underscore.'),
  description: z.string().max(500),
  members: z.array(z.string()),
});

function GroupForm({ there, onDone }: { there?: GroupView; onDone: () => void }) {
  const members = useMembers();
  const form = useZodForm(group, {
    name: there?.name ?? '',
    description: there?.description ?? '',
    members: there?.members.map(({ id }) => id) ?? [],
  });
  const write = usePeopleWrite((body: unknown) =>
    there
      ? api.patch<{ warnings?: GateWarning[] }>(`/groups/${there.id}`, body)
      : api.post<{ warnings?: GateWarning[] }>('/groups', body),
  );
  return (
    <Form
      form={form}
      className="flex flex-col gap-4"
      onValid={async (values) => {
        try {
          const { warnings = [] } = await write.mutateAsync(values);
          onDone();
          tellWarnings({ warnings });
        } catch (error) {
          const { code, message } = ApiError.from(error);
          if (code !== 'conflict') throw error;
          form.setError('name', { message });
        }
      }}
    >
      <FormField
        form={form}
        name="name"
        label="Name"
        help={there ? 'Workflows name the group: change it there as well.' : 'As workflows name it, such as “release”.'}
      >
        {(control) => <Input {...control} autoFocus />}
      </FormField>
      <FormField form={form} name="description" label="What it decides">
        {(control) => <Input {...control} />}
      </FormField>
      <FormField form={form} name="members" label="Members">
        {(control) => (
          <MultiCombobox
            values={control.value}
            onValuesChange={control.onChange}
            emptyText="Nobody of that name."
            options={(members.data?.items ?? []).map(({ id, name, email }) => ({
              value: id,
              label: name,
              help: email,
            }))}
          />
        )}
      </FormField>
      {there ? <GateWarnings change={changeOf(there, form.watch())} /> : null}
      <FormEnd form={form}>{there ? 'Save' : 'Make the group'}</FormEnd>
    </Form>
  );
}

/** What of an edit changes who can sign; null while nothing does. */
function changeOf(there: GroupView, { name, members }: z.infer<typeof group>): ForeseenChange | null {
  const read = group.shape.name.safeParse(name);
  const renamed = read.success && read.data !== there.name;
  const same = members.length === there.members.length && there.members.every(({ id }) => members.includes(id));
  return renamed || !same ? { change: 'group', id: there.id, name: read.data ?? there.name, members } : null;
}

/** Makes a group, or changes one that is there. */
export function GroupDialog({ there, trigger }: { there?: GroupView; trigger: ReactElement<Record<string, unknown>> }) {
  return (
    <FormDialog trigger={trigger} title={there ? `Group ${there.name}` : 'New group'}>
      {(close) => <GroupForm there={there} onDone={close} />}
    </FormDialog>
  );
}
