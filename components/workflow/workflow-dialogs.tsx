'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { FailedRead } from '#components/ui/failed-read.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useWorkflow, useWorkflowWrite } from '#lib/client/workflows/use-workflows.ts';
import { workflowCalls } from '#lib/client/workflows/workflow-calls.ts';
import type { WorkflowSummary } from '#lib/contracts/workflow.ts';
import { RunDialog } from './run-dialog.tsx';

export type WorkflowQuestion = 'rename' | 'archive' | 'delete' | 'run';

/** What a workflow's menu asks before it acts; `shown` null: nothing, or what was shown goes away. */
export function WorkflowDialogs({
  row,
  shown,
  close,
  restore,
  rename,
  leave,
}: {
  row: WorkflowSummary;
  shown: WorkflowQuestion | null;
  close: () => void;
  restore: () => void;
  rename?: (name: string) => void;
  leave?: () => void;
}) {
  const archive = useWorkflowWrite((id: string) => workflowCalls.archive(id, true));
  const remove = useWorkflowWrite((id: string) => workflowCalls.remove(id));
  return (
    <>
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
          await archive.mutateAsync(row.id);
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
  const { data, error, refetch } = useWorkflow(row.id);
  if (!data) {
    return (
      <Dialog open onOpenChange={(open) => !open && onClose()} title={`Run ${row.name}`}>
        {error ? (
          <FailedRead error={error} title="The workflow could not be read" onAgain={() => void refetch()} />
        ) : (
          <SkeletonRows rows={3} label="Reading the workflow" />
        )}
      </Dialog>
    );
  }
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
