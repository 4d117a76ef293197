'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Form, FormEnd, FormField, useZodForm } from '#components/ui/form.tsx';
import { Input } from '#components/ui/input.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { enterWorkspace } from '#lib/client/enter-workspace.ts';
import { useMay } from '#lib/client/viewer.tsx';
import type { ListOf } from '#lib/contracts/list.ts';
import type { MembershipView } from '#lib/contracts/people.ts';
import { roles } from '#lib/domain/access/permissions.ts';
import { ListState } from './list-state.tsx';

/** The viewer's workspaces, for those who have several or may make one. */
export function WorkspacesCard() {
  const mayCreate = useMay('workspace.create');
  const workspaces = useQuery({
    queryKey: ['people', '/workspaces'],
    queryFn: ({ signal }) => api.get<ListOf<MembershipView>>('/workspaces', { signal }),
  });
  if (!mayCreate && (workspaces.data?.items.length ?? 0) < 2) return null;
  return (
    <Card
      flush
      title="Your workspaces"
      description="They share accounts and nothing else: each has its own members, workflows, secrets and record."
      actions={mayCreate ? <NewWorkspaceDialog /> : null}
    >
      <ListState query={workspaces} what="workspaces" empty="You are in no workspace.">
        {(items) => (
          <ul>
            {items.map((item) => (
              <WorkspaceRow key={item.slug} item={item} />
            ))}
          </ul>
        )}
      </ListState>
    </Card>
  );
}

function WorkspaceRow({ item }: { item: MembershipView }) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const enter = async () => {
    setBusy(true);
    try {
      await enterWorkspace(queries, item.slug);
    } catch (error) {
      setBusy(false);
      toast.failed(error, 'The workspace was not entered');
    }
  };
  return (
    <li className="flex min-h-11 items-center gap-3 border-line px-4 py-1.5 not-last:border-b">
      <span className="min-w-0 flex-1 truncate font-medium">{item.name}</span>
      <span className="text-muted text-xs">{roles[item.role].label}</span>
      {item.current ? (
        <Badge tone="accent">here</Badge>
      ) : (
        <Button size="sm" busy={busy} aria-label={`Enter ${item.name}`} onClick={enter}>
          Enter
        </Button>
      )}
    </li>
  );
}

const newWorkspace = z.object({
  name: z.string().trim().min(1, 'A name, please.').max(100, 'At most 100 characters.'),
});

function NewWorkspaceDialog() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" icon={<Plus />}>
          New workspace
        </Button>
      }
      title="New workspace"
      description="You own it, and enter it at once. Nobody else is in it until you invite them."
    >
      <NewWorkspaceForm />
    </Dialog>
  );
}

function NewWorkspaceForm() {
  const queries = useQueryClient();
  const form = useZodForm(newWorkspace, { name: '' });
  return (
    <Form
      form={form}
      className="flex flex-col gap-4"
      onValid={async (values) => {
        const { slug } = await api.post<MembershipView>('/workspaces', values);
        await enterWorkspace(queries, slug);
      }}
    >
      <FormField form={form} name="name" label="Name">
        {(control) => <Input {...control} autoFocus autoComplete="off" />}
      </FormField>
      <FormEnd form={form}>Make and enter it</FormEnd>
    </Form>
  );
}
