'use client';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { Time } from '#components/ui/time.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { workflowCalls } from '#lib/client/workflows/workflow-calls.ts';
import type { WorkflowView } from '#lib/contracts/workflow.ts';
import { closeDraft, closeLayout, nameOf } from '../model/draft.ts';
import { adoptServerDraft } from '../store/adopt-server-draft.ts';
import { useEditorTools } from '../store/editor-context.tsx';
import { dropLocalCopy } from '../store/local-copy.ts';

const DraftDiff = lazy(() => import('../yaml/draft-diff.tsx'));

/** Theirs beside mine, and what can be done about it. */
export function StaleChoice({ onLater }: { onLater: () => void }) {
  const { workflow, store, autosave } = useEditorTools();
  const router = useRouter();
  const theirs = useQuery({
    queryKey: ['workflows', 'theirs', workflow],
    staleTime: 0,
    gcTime: 0,
    queryFn: () => workflowCalls.get(workflow),
  });
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState<'new' | 'over' | null>(null);
  const [failure, setFailure] = useState<string>();

  const attempt = async (what: 'new' | 'over', act: (server: WorkflowView) => Promise<void>) => {
    if (!theirs.data) return;
    setBusy(what);
    setFailure(undefined);
    try {
      await act(theirs.data);
    } catch (error) {
      setFailure(ApiError.from(error).message);
    } finally {
      setBusy(null);
    }
  };

  const keepAsNew = () =>
    attempt('new', async (server) => {
      const { draft } = store.getState();
      const made = await workflowCalls.create({
        spec: { ...closeDraft(draft), name: `${nameOf(draft).slice(0, 90)} (mine)` },
        layout: closeLayout(draft),
      });
      dropLocalCopy(workflow);
      adoptServerDraft(store, autosave, server);
      router.push(`/workflows/${made.id}`);
    });

  const putOver = () =>
    attempt('over', async (server) => {
      store.setState({ revision: server.revision, save: { is: 'unsaved' } });
      await autosave.saved();
    });

  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onLater()}
      width="lg"
      title="Somebody else changed this draft"
      description={
        theirs.data ? (
          <>
            {theirs.data.updatedBy} saved theirs <Time at={theirs.data.updatedAt} />. Yours is kept in this browser
            until you choose.
          </>
        ) : (
          'Yours is kept in this browser until you choose.'
        )
      }
      footer={
        <>
          <Button variant="ghost" onClick={() => setShown(!shown)} aria-expanded={shown} disabled={!theirs.data}>
            {shown ? 'Hide the difference' : 'See theirs'}
          </Button>
          <Button variant="danger-quiet" busy={busy === 'over'} disabled={!theirs.data} onClick={putOver}>
            Put mine over theirs
          </Button>
          <Button busy={busy === 'new'} disabled={!theirs.data} onClick={keepAsNew}>
            Keep mine as a new workflow
          </Button>
          <Button
            variant="primary"
            disabled={!theirs.data}
            onClick={() => theirs.data && adoptServerDraft(store, autosave, theirs.data)}
          >
            Take theirs
          </Button>
        </>
      }
    >
      {failure || theirs.error ? <Notice tone="danger">{failure ?? ApiError.from(theirs.error).message}</Notice> : null}
      {shown && theirs.data ? (
        <>
          <p className="mb-2 text-muted">Red is theirs, green is yours.</p>
          <Suspense fallback={<SkeletonRows rows={6} />}>
            <DraftDiff before={theirs.data.yaml} label="From theirs to yours" />
          </Suspense>
        </>
      ) : null}
    </Dialog>
  );
}
