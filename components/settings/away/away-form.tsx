'use client';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { Form, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { useViewer } from '#lib/client/viewer.tsx';
import { roleMay } from '#lib/domain/access/permissions.ts';
import { useMembers, usePeopleWrite } from '../people.ts';

const day = z.iso.date('Choose a day.');
const away = z
  .object({ taker: z.string().min(1, 'Choose somebody.'), from: day, until: day, note: z.string().max(200) })
  .refine(({ from, until }) => until >= from, { path: ['until'], message: 'It ends before it begins.' });

const blank = { taker: '', from: '', until: '', note: '' };

/** The first moment of a day where the browser is; `plus` days later. */
function dayBegins(date: string, plus = 0): string {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, dayOfMonth + plus).toISOString();
}

/** Names somebody who stands in, from a day to a day, both included. */
export function AwayForm() {
  const { member } = useViewer();
  const members = useMembers();
  const form = useZodForm(away, blank);
  const write = usePeopleWrite((body: unknown) => api.post('/delegations', body));
  const able = (members.data?.items ?? []).filter(({ id, role }) => id !== member.id && roleMay(role, 'gate.decide'));
  return (
    <Form
      form={form}
      className="flex max-w-xl flex-col gap-4"
      onValid={async ({ taker, from, until, note }) => {
        await write.mutateAsync({ taker, startsAt: dayBegins(from), endsAt: dayBegins(until, 1), note });
        form.reset(blank);
        toast.done(`${able.find(({ id }) => id === taker)?.name ?? 'They'} stands in for you then`);
      }}
    >
      <FormField form={form} name="taker" label="Who stands in for me">
        {(control) => (
          <Combobox
            value={control.value}
            onValueChange={(id) => control.onChange(id ?? '')}
            placeholder="Choose somebody…"
            emptyText="Nobody of that name decides gates."
            options={able.map(({ id, name, email }) => ({ value: id, label: name, help: email }))}
          />
        )}
      </FormField>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField form={form} name="from" label="From">
          {(control) => <Input {...control} type="date" />}
        </FormField>
        <FormField form={form} name="until" label="Until" help="That day included; a year at most.">
          {(control) => <Input {...control} type="date" />}
        </FormField>
      </div>
      <FormField form={form} name="note" label="Note" help="Others can read it.">
        {(control) => <Input {...control} placeholder="On leave" />}
      </FormField>
      <div>
        <Button type="submit" variant="primary" busy={form.formState.isSubmitting} disabled={!form.formState.isDirty}>
          Let them stand in
        </Button>
      </div>
    </Form>
  );
}
