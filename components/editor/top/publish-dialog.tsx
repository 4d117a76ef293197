'use client';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { toast } from '#components/ui/toast.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useVersion } from '#lib/client/workflows/use-versions.ts';
import { useWorkflowWrite } from '#lib/client/workflows/use-workflows.ts';
import { workflowCalls } from '#lib/client/workflows/workflow-calls.ts';
import type { DrawingActions } from '../drawing/use-drawing-actions.ts';
import { FindingsList } from '../panel/findings-list.tsx';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';

const DraftDiff = lazy(() => import('../yaml/draft-diff.tsx'));

/** Makes the draft a version: what was found, what changes, a note for those who read the history. */
export function PublishDialog({
  onClose,
  actions,
  openRun,
}: {
  onClose: () => void;
  actions: DrawingActions;
  openRun: () => void;
}) {
  const { workflow, store, autosave } = useEditorTools();
  const version = useEditor((state) => state.version);
  const ahead = useEditor((state) => state.draftAhead);
  const findings = useEditor((state) => state.findings);
  const broken = useEditor((state) => state.brokenText !== null);
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<string>();
  const [settled, setSettled] = useState(false);
  const last = useVersion(workflow, version);
  const write = useWorkflowWrite((given: { note?: string; revision: number }) =>
    workflowCalls.publish(workflow, given),
  );

  // Findings and difference are those of what is drawn now, so it is saved first.
  useEffect(() => {
    autosave.saved().then(
      () => setSettled(true),
      (error: unknown) => setFailure(ApiError.from(error).message),
    );
  }, [autosave]);

  const told = findings.filter((finding) => finding.severity !== 'info');
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const nothingNew = version !== null && !ahead;

  const publish = async () => {
    setFailure(undefined);
    try {
      await autosave.saved();
      const made = await write.mutateAsync({ note: note.trim() || undefined, revision: store.getState().revision });
      store.setState({ version: made.version, draftAhead: false });
      onClose();
      toast.done(`Version ${made.version} is published`, { action: { label: 'Run it', onClick: openRun } });
    } catch (error) {
      const { message, fix } = ApiError.from(error);
      setFailure([message, fix].filter(Boolean).join(' '));
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      width="lg"
      title={version === null ? 'Publish version 1' : `Publish version ${version + 1}`}
      description="New runs follow it. Runs that have begun keep the version they began with."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Not yet
          </Button>
          <Button
            variant="primary"
            busy={write.isPending}
            disabled={errors > 0 || nothingNew || broken || !settled}
            onClick={() => void publish()}
          >
            Publish
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {failure ? <Notice tone="danger">{failure}</Notice> : null}
        {broken ? (
          <Notice tone="danger" title="The YAML view holds text that cannot be read">
            Mend it or go back to the drawing first; what would be published now is the last text that could be read.
          </Notice>
        ) : null}
        {nothingNew ? <Notice>Nothing has changed since version {version}.</Notice> : null}
        {errors > 0 ? (
          <Notice
            tone="danger"
            title={errors === 1 ? 'One error stands in the way' : `${errors} errors stand in the way`}
          />
        ) : null}
        {told.length > 0 ? (
          <div className="max-h-56 overflow-y-auto rounded-md border">
            <FindingsList
              findings={told}
              actions={{
                ...actions,
                open: (id) => {
                  onClose();
                  actions.open(id);
                },
              }}
            />
          </div>
        ) : null}
        <Field label="Note" help="What changed and why, for those who read the history.">
          <Textarea rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {version === null ? null : (
          <div>
            <h3 className="mb-1.5 font-medium">What changes since version {version}</h3>
            <Suspense fallback={<SkeletonRows rows={4} />}>
              {last.data ? <DraftDiff before={last.data.yaml} /> : <SkeletonRows rows={4} />}
            </Suspense>
          </div>
        )}
      </div>
    </Dialog>
  );
}
