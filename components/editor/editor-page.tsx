'use client';
import { Page } from '#components/frame/page.tsx';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useStepKinds } from '#lib/client/workflows/use-step-kinds.ts';
import { useWorkflow } from '#lib/client/workflows/use-workflows.ts';
import { Editor } from './editor.tsx';

/** Reads a workflow and opens the editor on it; says plainly when it cannot. */
export function EditorPage({ id }: { id: string }) {
  const workflow = useWorkflow(id);
  const kinds = useStepKinds();
  const failure = workflow.data ? kinds.error : (workflow.error ?? kinds.error);
  if (failure) {
    const { title, detail, fix, status } = ApiError.from(failure);
    return (
      <Page title="Workflow" crumbs={[{ label: 'Workflows', href: '/workflows' }, { label: 'Not shown' }]}>
        <EmptyState
          title={status === 404 ? 'There is no such workflow' : title}
          action={
            <>
              <ButtonLink href="/workflows">All workflows</ButtonLink>
              {status === 404 ? null : (
                <Button variant="primary" onClick={() => void workflow.refetch()}>
                  Try again
                </Button>
              )}
            </>
          }
        >
          {status === 404
            ? 'It was deleted, belongs to another workspace, or the address is cut off.'
            : [detail, fix].filter(Boolean).join(' ')}
        </EmptyState>
      </Page>
    );
  }
  if (!workflow.data || kinds.isPending) return <SkeletonRows rows={6} label="Opening the editor" className="p-6" />;
  return <Editor key={workflow.data.id} workflow={workflow.data} kinds={kinds.kinds} />;
}
