'use client';
import { Archive, ArchiveRestore, Copy, Ellipsis, History, Pencil, Play, TextCursorInput, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '#components/ui/menu.tsx';
import { toast } from '#components/ui/toast.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useMay } from '#lib/client/viewer.tsx';
import { useWorkflow, useWorkflowWrite } from '#lib/client/workflows/use-workflows.ts';
import { workflowCalls } from '#lib/client/workflows/workflow-calls.ts';
import type { WorkflowSummary } from '#lib/contracts/workflow.ts';
import { RunDialog } from './run-dialog.tsx';

type Shown = 'rename' | 'archive' | 'delete' | 'run' | null;

/**
 * What can be done with a workflow, from the list or from its own editor. The editor gives `rename`, because its draft is
 * ahead of the server's, and `leave` for when the workflow is gone; what its page offers already is left out there.
 */
export function WorkflowMenu({
  row,
  rename,
  leave,
}: {
  row: WorkflowSummary;
  rename?: (name: string) => void;
  leave?: () => void;
}) {
  const router = useRouter();
  const mayWrite = useMay('workflow.write');
  const mayRun = useMay('run.start');
  const mayDelete = useMay('workflow.delete');
  const [shown, setShown] = useState<Shown>(null);
  const close = () => setShown(null);
  const duplicate = useWorkflowWrite((id: string) => workflowCalls.duplicate(id));
  const archive = useWorkflowWrite((archived: boolean) => workflowCalls.archive(row.id, archived));
  const remove = useWorkflowWrite((id: string) => workflowCalls.remove(id));
  const restore = () =>
    archive.mutate(false, {
      onSuccess: () => toast.done(`${row.name} is in use again`),
      onError: (error) => toast.failed(error),
    });
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton size="sm" label={`Actions for ${row.name}`} icon={<Ellipsis />} tooltip={false} />}
      >
        {leave ? null : (
          <MenuLink href={`/workflows/${row.id}`} icon={<Pencil />}>
            {mayWrite && !row.archived ? 'Edit' : 'Open'}
          </MenuLink>
        )}
        {!leave && mayRun && !row.archived ? (
          <MenuItem icon={<Play />} onClick={() => setShown('run')}>
            Run
          </MenuItem>
        ) : null}
        {leave ? null : (
          <MenuLink href={`/workflows/${row.id}/versions`} icon={<History />}>
            Versions
          </MenuLink>
        )}
        {mayWrite ? (
          <>
            {leave ? null : <MenuSeparator />}
            {row.archived ? null : (
              <MenuItem icon={<TextCursorInput />} onClick={() => setShown('rename')}>
                Rename
              </MenuItem>
            )}
            <MenuItem
              icon={<Copy />}
              onClick={() =>
                duplicate.mutate(row.id, {
                  onSuccess: ({ id }) => router.push(`/workflows/${id}`),
                  onError: (error) => toast.failed(error),
                })
              }
            >
              Duplicate
            </MenuItem>
          </>
        ) : null}
        {mayDelete ? (
          <>
            {row.archived ? (
              <MenuItem icon={<ArchiveRestore />} onClick={restore}>
                Bring back
              </MenuItem>
            ) : (
              <MenuItem icon={<Archive />} onClick={() => setShown('archive')}>
                Archive
              </MenuItem>
            )}
            <MenuItem icon={<Trash2 />} danger onClick={() => setShown('delete')}>
              Delete
            </MenuItem>
          </>
        ) : null}
      </Menu>
      {shown === 'rename' ? <RenameDialog row={row} rename={rename} onClose={close} /> : null}
      {shown === 'run' ? <RunFromList row={row} onClose={close} /> : null}
      <ConfirmDialog
        open={shown === 'archive'}
        onOpenChange={(open) => !open && close()}
        title={`Archive “${row.name}”?`}
        consequence="It starts no new runs and leaves this list. Runs that go on go on; everything stays readable and it can be brought back."
        action="Archive"
        danger={false}
        onConfirm={async () => {
          await archive.mutateAsync(true);
          toast.done(`${row.name} is archived`, { action: { label: 'Undo', onClick: restore } });
        }}
      />
      <ConfirmDialog
        open={shown === 'delete'}
        onOpenChange={(open) => !open && close()}
        title={`Delete “${row.name}”?`}
        consequence="The workflow and its draft are gone for good. Its runs and the record stay."
        action="Delete the workflow"
        onConfirm={async () => {
          await remove.mutateAsync(row.id);
          toast.done(`${row.name} is deleted`);
          leave?.();
        }}
      />
    </>
  );
}

function RenameDialog({
  row,
  rename: own,
  onClose,
}: {
  row: WorkflowSummary;
  rename?: (name: string) => void;
  onClose: () => void;
}) {
  const [name, setName] = useState(row.name);
  const [failure, setFailure] = useState<string>();
  const rename = useWorkflowWrite((next: string) => workflowCalls.rename(row.id, next));
  const save = async () => {
    try {
      if (own) own(name.trim());
      else await rename.mutateAsync(name.trim());
      onClose();
    } catch (error) {
      setFailure(ApiError.from(error).message);
    }
  };
  return (
    <Dialog
      open
      width="sm"
      onOpenChange={(open) => !open && onClose()}
      title="Rename the workflow"
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Keep the name
          </Button>
          <Button type="submit" form="rename-form" variant="primary" busy={rename.isPending} disabled={!name.trim()}>
            Rename
          </Button>
        </>
      }
    >
      <form
        id="rename-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label="Name"
          error={failure}
          help={row.version === null ? undefined : 'Published with the next version.'}
        >
          <Input autoFocus maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}

function RunFromList({ row, onClose }: { row: WorkflowSummary; onClose: () => void }) {
  const { data } = useWorkflow(row.id);
  if (!data) return null;
  const draft = typeof data.draft === 'object' && data.draft !== null ? data.draft : {};
  return (
    <RunDialog
      workflow={row.id}
      name={row.name}
      version={data.version}
      draftAhead={data.draftAhead}
      versionInputs={data.inputs}
      draftInputs={'inputs' in draft ? draft.inputs : {}}
      onClose={onClose}
    />
  );
}
