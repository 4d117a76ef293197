'use client';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Form, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { useMay, useViewer } from '#lib/client/viewer.tsx';
import type { GateWarning } from '#lib/contracts/gate-warning.ts';
import { roleMay } from '#lib/domain/access/permissions.ts';
import { GateWarnings, tellWarnings } from './gate-warnings.tsx';
import { useMembers } from './people.ts';

const workspaceForm = z.object({
  name: z.string().trim().min(1, 'A name, please.').max(100),
  selfApproval: z.enum(['never', 'marked']),
});

const choices = [
  {
    value: 'never',
    label: 'Never',
    help: 'Whoever started a run, wrote its version or edited what is shown cannot sign it. Four eyes, always.',
  },
  {
    value: 'marked',
    label: 'Allowed, and marked',
    help: 'They may, where the gate permits it. The seal and the record say “self-signed” everywhere.',
  },
] as const;

/** The workspace's name and its four-eyes rule. Only an owner changes them. */
export function WorkspaceForm() {
  const { workspace } = useViewer();
  const mayChange = useMay('workspace.update');
  const router = useRouter();
  const members = useMembers();
  const form = useZodForm(workspaceForm, { name: workspace.name, selfApproval: workspace.selfApproval });
  const deciders = members.data?.items.filter(({ role }) => roleMay(role, 'gate.decide')).length ?? 0;
  return (
    <Card title="Workspace">
      <Form
        form={form}
        className="flex max-w-xl flex-col gap-5"
        onValid={async (values) => {
          const answer = await api.patch<{ warnings: GateWarning[] }>('/workspace', values);
          form.reset(values);
          router.refresh();
          toast.done('Saved the workspace');
          tellWarnings(answer);
        }}
      >
        <FormField form={form} name="name" label="Name">
          {(control) => <Input {...control} disabled={!mayChange} />}
        </FormField>
        <div className="flex flex-col gap-1.5">
          <p className="font-medium">May people sign what they started themselves?</p>
          <RadioGroup
            label="May people sign what they started themselves?"
            options={choices}
            disabled={!mayChange}
            value={form.watch('selfApproval')}
            onValueChange={(value) => form.setValue('selfApproval', value, { shouldDirty: true })}
          />
          {deciders > 1 && form.watch('selfApproval') === 'marked' ? (
            <Notice tone="warning" title={`${deciders} people can decide here now`}>
              “Never” is the safer rule as soon as a second reviewer is there.
            </Notice>
          ) : null}
          {deciders === 1 && form.watch('selfApproval') === 'never' ? (
            <Notice tone="warning" title="You are the only one who can decide">
              Runs you start would wait for nobody. Invite a reviewer first.
            </Notice>
          ) : null}
          <GateWarnings
            change={
              mayChange && form.watch('selfApproval') !== workspace.selfApproval
                ? { change: 'selfApproval', to: form.watch('selfApproval') }
                : null
            }
          />
        </div>
        {mayChange ? (
          <div>
            <Button
              type="submit"
              variant="primary"
              busy={form.formState.isSubmitting}
              disabled={!form.formState.isDirty}
            >
              Save
            </Button>
          </div>
        ) : (
          <p className="text-muted">Only an owner changes these.</p>
        )}
      </Form>
    </Card>
  );
}
