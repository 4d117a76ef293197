'use client';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { WorkflowCanvas } from '#components/canvas/workflow-canvas.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useMay } from '#lib/client/viewer.tsx';
import { type StepKinds, useStepKinds } from '#lib/client/workflows/use-step-kinds.ts';
import { useTemplates } from '#lib/client/workflows/use-templates.ts';
import { useWorkflowWrite } from '#lib/client/workflows/use-workflows.ts';
import { workflowCalls } from '#lib/client/workflows/workflow-calls.ts';
import type { TemplateView } from '#lib/contracts/workflow.ts';
import { parseWorkflowText } from '#lib/domain/workflow/yaml.ts';

/** The shipped workflows, each with its drawing. */
export function TemplateCards({ level = 3 }: { level?: 2 | 3 }) {
  const templates = useTemplates();
  const { kinds } = useStepKinds();
  if (templates.error) return <Notice tone="danger">{ApiError.from(templates.error).message}</Notice>;
  if (templates.isPending) return <SkeletonRows rows={4} />;
  if (templates.data.items.length === 0) return <EmptyState title="No templates are shipped with this server" />;
  return (
    <ul className="grid gap-4 lg:grid-cols-2">
      {templates.data.items.map((template) => (
        <li key={template.slug}>
          <TemplateCard template={template} kinds={kinds} level={level} />
        </li>
      ))}
    </ul>
  );
}

function TemplateCard({ template, kinds, level }: { template: TemplateView; kinds: StepKinds; level: 2 | 3 }) {
  const Heading = level === 2 ? 'h2' : 'h3';
  const router = useRouter();
  const mayWrite = useMay('workflow.write');
  const use = useWorkflowWrite((slug: string) => workflowCalls.fromTemplate(slug));
  const spec = useMemo(() => parseWorkflowText(template.yaml).value, [template.yaml]);
  return (
    <article className="flex h-full flex-col overflow-hidden rounded-lg border bg-surface">
      <div className="h-44 border-b">
        <WorkflowCanvas spec={spec} kinds={kinds} controls={false} label={`Drawing of ${template.name}`} />
      </div>
      <div className="flex flex-1 flex-col p-4">
        <Heading className="font-semibold text-base">{template.name}</Heading>
        <p className="mt-0.5 flex-1 text-muted">{template.description}</p>
        <div className="mt-3 flex items-center justify-between gap-2">
          <span className="text-faint text-xs">
            {count(template.steps, 'step')} · {count(template.gates, 'gate')}
          </span>
          {mayWrite ? (
            <Button
              size="sm"
              busy={use.isPending || use.isSuccess}
              onClick={() =>
                use.mutate(template.slug, {
                  onSuccess: ({ id }) => router.push(`/workflows/${id}`),
                  onError: (error) => toast.failed(error),
                })
              }
            >
              Use this template
            </Button>
          ) : null}
        </div>
      </div>
    </article>
  );
}

const count = (amount: number, word: string) => `${amount} ${word}${amount === 1 ? '' : 's'}`;
