'use client';
import { useMutation } from '@tanstack/react-query';
import { FlaskConical, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CodeField } from '#components/ui/code-field.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { workflowCalls } from '#lib/client/workflows/workflow-calls.ts';
import type { LastValues } from '#lib/domain/expression/sight.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { TrialResult } from './trial-result.tsx';
import { useStepSample } from './use-step-sample.ts';

/** Kinds that only compute or wait: trying one changes nothing outside. */
const harmless: ReadonlySet<string> = new Set(['assert', 'branch', 'template', 'transform', 'wait']);

/** Runs the step alone, for real, on a sample; the result comes in live. The draft is saved first. */
export function StepTrial({ id, last }: { id: string; last: LastValues }) {
  const { workflow, autosave } = useEditorTools();
  const kind = useEditor((state) => state.draft.steps[id]?.kind ?? '');
  const blocked = useEditor((state) => state.readOnly || state.brokenText !== null);
  const { text, own, read, set } = useStepSample(id, last);
  const [asking, setAsking] = useState(false);
  const wrong = 'wrong' in read ? read.wrong : undefined;
  const trial = useMutation({
    mutationFn: async () => {
      if ('wrong' in read) throw new Error(read.wrong);
      await autosave.saved();
      return workflowCalls.testStep(workflow, id, read.sample);
    },
  });
  const start = () => (harmless.has(kind) ? trial.mutate() : setAsking(true));
  if (kind === 'gate') return <p className="text-muted">A gate only asks people; there is nothing to try alone.</p>;
  return (
    <section aria-label="Test this step" className="flex flex-col gap-3">
      <Field
        label="Sample"
        help="What the run was started with, and what earlier steps gave. Kept in this browser."
        error={wrong}
        aside={
          own ? (
            <Button size="xs" variant="ghost" icon={<RotateCcw />} onClick={() => set(null)}>
              From the last run
            </Button>
          ) : null
        }
      >
        <CodeField
          label="Sample as JSON"
          language="json"
          lineNumbers={false}
          minLines={4}
          maxLines={14}
          value={text}
          invalid={wrong !== undefined}
          onChange={set}
        />
      </Field>
      <div>
        <Button
          icon={<FlaskConical />}
          busy={trial.isPending}
          disabled={wrong !== undefined || blocked}
          onClick={start}
        >
          Test this step
        </Button>
      </div>
      {trial.error ? (
        <Notice tone="danger" title="The step could not be tried">
          {trial.error.message}
        </Notice>
      ) : null}
      {trial.data ? <TrialResult key={trial.data.id} id={trial.data.id} number={trial.data.number} step={id} /> : null}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger={false}
        title={`Run “${id}” for real?`}
        consequence="It runs on the sample as in any run: what it sends, writes or deletes happens. Nothing else of the workflow runs, and nobody is asked."
        action="Run it"
        cancel="Not now"
        onConfirm={() => trial.mutate()}
      />
    </section>
  );
}
