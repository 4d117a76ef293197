'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Form, FormField, useZodForm } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { ApiError } from '#lib/client/api-error.ts';
import { useMay } from '#lib/client/viewer.tsx';
import { mostAllowedHosts, type WorkspaceView } from '#lib/contracts/people.ts';
import { parseAllowedHost } from '#lib/domain/access/allowed-host.ts';

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim().toLowerCase())
    .filter((line) => line !== '');

const reachForm = z.object({
  hosts: z.string().superRefine((text, { addIssue }) => {
    const lines = linesOf(text);
    const wrong = lines.find((line) => parseAllowedHost(line) === null);
    if (wrong !== undefined)
      addIssue({
        code: 'custom',
        message: `“${wrong.slice(0, 60)}” is no host, host:port, address or network. Write one a line, without https:// and without paths.`,
      });
    else if (lines.length > mostAllowedHosts)
      addIssue({ code: 'custom', message: `At most ${mostAllowedHosts} lines.` });
  }),
});

const key = ['people', '/workspace'];
const examples = [
  ['wiki.intern', 'this host, on every port'],
  ['git.intern:8443', 'this host, on this port alone'],
  ['10.20.0.7', 'this address'],
  ['10.20.0.0/16', 'every address of this network'],
] as const;

/** Which hosts of the inner network steps may reach; an owner decides. */
export function ReachCard() {
  const workspace = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<WorkspaceView>('/workspace', { signal }),
  });
  return (
    <Card
      title="What steps may reach"
      description="Requests of steps reach public hosts. Hosts of the inner network, this machine included, are closed unless they are listed here."
    >
      {workspace.data ? (
        <ReachForm key={workspace.data.allowedHosts.join()} hosts={workspace.data.allowedHosts} />
      ) : workspace.error ? (
        <Notice tone="danger">{ApiError.from(workspace.error).message}</Notice>
      ) : (
        <SkeletonRows rows={3} label="Reading the list" />
      )}
    </Card>
  );
}

function ReachForm({ hosts }: { hosts: readonly string[] }) {
  const mayChange = useMay('workspace.guard');
  const queries = useQueryClient();
  const form = useZodForm(reachForm, { hosts: hosts.join('\n') });
  return (
    <Form
      form={form}
      className="flex max-w-xl flex-col gap-4"
      onValid={async (values) => {
        queries.setQueryData(
          key,
          await api.patch<WorkspaceView>('/workspace', { allowedHosts: linesOf(values.hosts) }),
        );
        toast.done('Saved what steps may reach');
      }}
    >
      <FormField form={form} name="hosts" label="Open all the same" help={`One a line, at most ${mostAllowedHosts}.`}>
        {(control) => (
          <Textarea
            {...control}
            mono
            rows={4}
            disabled={!mayChange}
            placeholder={mayChange ? 'git.intern:8443' : 'Nothing is listed.'}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </FormField>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
        {examples.map(([entry, says]) => (
          <div key={entry} className="contents">
            <dt className="font-mono">{entry}</dt>
            <dd className="text-muted">{says}</dd>
          </div>
        ))}
      </dl>
      {mayChange ? (
        <div>
          <Button type="submit" variant="primary" busy={form.formState.isSubmitting} disabled={!form.formState.isDirty}>
            Save the list
          </Button>
        </div>
      ) : (
        <p className="text-muted">Only an owner changes this.</p>
      )}
    </Form>
  );
}
