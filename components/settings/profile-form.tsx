'use client';
import { useRouter } from 'next/navigation';
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { Field } from '#components/ui/field.tsx';
import { Form, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { deviceZone } from '#lib/client/device-zone.ts';
import { useViewer } from '#lib/client/viewer.tsx';

const profile = z.object({ name: z.string().trim().min(1, 'Your name, please.').max(100), timeZone: z.string() });

const zones = () => ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({ value: zone, label: zone }));

const never = () => () => {};

/** Offers the zone of the device at hand where another one is chosen. The server does not know it. */
function DeviceZone({ chosen, onUse }: { chosen: string; onUse: (zone: string) => void }) {
  const own = useSyncExternalStore(never, deviceZone, () => chosen);
  if (own === chosen) return null;
  return (
    <div>
      <Button size="sm" variant="ghost" onClick={() => onUse(own)}>
        Use this device’s: {own}
      </Button>
    </div>
  );
}

/** One's own name and time zone. */
export function ProfileForm() {
  const { user } = useViewer();
  const router = useRouter();
  const form = useZodForm(profile, { name: user.name, timeZone: user.timeZone });
  return (
    <Card title="You">
      <Form
        form={form}
        className="flex max-w-md flex-col gap-4"
        onValid={async (values) => {
          await api.patch('/me', values);
          form.reset(values);
          router.refresh();
          toast.done('Saved your profile');
        }}
      >
        <FormField form={form} name="name" label="Name" help="It stands on everything you sign from now on.">
          {(control) => <Input {...control} autoComplete="name" />}
        </FormField>
        <Field label="E-mail" help="You sign in with it.">
          <Input value={user.email} readOnly />
        </Field>
        <FormField form={form} name="timeZone" label="Time zone" help="All pages and messages tell times in it.">
          {(control) => (
            <Combobox
              options={zones()}
              value={control.value}
              onValueChange={(zone) => control.onChange(zone ?? 'UTC')}
            />
          )}
        </FormField>
        <DeviceZone
          chosen={form.watch('timeZone')}
          onUse={(zone) => form.setValue('timeZone', zone, { shouldDirty: true })}
        />
        <div>
          <Button type="submit" variant="primary" busy={form.formState.isSubmitting} disabled={!form.formState.isDirty}>
            Save
          </Button>
        </div>
      </Form>
    </Card>
  );
}
