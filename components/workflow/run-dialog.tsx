'use client';
import { useMutation } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { LabelField } from '#components/labels/label-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { checkValue, defaultsOf, errorsByPath, schemaOfInputs } from '#components/ui/schema-form/schema.ts';
import { SchemaForm } from '#components/ui/schema-form.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useWorkflowWrite } from '#lib/client/workflows/use-workflows.ts';
import { workflowCalls } from '#lib/client/workflows/workflow-calls.ts';
import type { DryRunView } from '#lib/contracts/dry-run.ts';
import { type InputSpec, inputSchema } from '#lib/domain/workflow/spec.ts';

import { DryRunList } from './dry-run-list.tsx';

type Start = { input: Record<string, unknown>; labels: string[]; draft?: boolean };

export type RunDialogProps = {
  workflow: string;
  name: string;
  version: number | null;
  /** Inputs of the latest version, and of the draft where it may be run. */
  versionInputs: unknown;
  draftInputs?: unknown;
  /** The draft differs from the latest version. */
  draftAhead: boolean;
  /** Called before a draft is run: it must be saved. */
  beforeDraft?: () => Promise<void>;
  /** Takes the id of a draft's run that began, to show it where it was drawn; without it the run's page is shown. */
  onDraftRun?: (run: string) => void;
  onClose: () => void;
};

/** Asks for the inputs and starts a run; then it is shown. */
export function RunDialog({
  workflow,
  name,
  version,
  versionInputs,
  draftInputs,
  draftAhead,
  beforeDraft,
  onDraftRun,
  onClose,
}: RunDialogProps) {
  const router = useRouter();
  const mayDraft = draftInputs !== undefined && (draftAhead || version === null);
  const [which, setWhich] = useState<'version' | 'draft'>(version === null ? 'draft' : 'version');
  const schema = schemaOfInputs(readInputs(which === 'draft' ? draftInputs : versionInputs));
  const [input, setInput] = useState<Record<string, unknown>>(() => defaultsOf(schema));
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string>();
  const [broken, setBroken] = useState(false);
  const [labels, setLabels] = useState<string[]>([]);
  const write = useWorkflowWrite((given: Start) => workflowCalls.run(workflow, given));
  const tell = useMutation({
    mutationFn: (given: Start) => workflowCalls.dryRun(workflow, given),
  });
  const [dryRun, setDryRun] = useState<DryRunView>();
  const asks = Object.keys(schema.properties ?? {}).length > 0;

  const start = async (dry = false) => {
    setFailure(undefined);
    setDryRun(undefined);
    const found = checkValue(schema, input);
    setErrors(found);
    if (broken || Object.keys(found).length > 0) return;
    try {
      if (which === 'draft') await beforeDraft?.();
      const given = { input, labels, ...(which === 'draft' ? { draft: true } : {}) };
      if (dry) return setDryRun(await tell.mutateAsync(given));
      const run = await write.mutateAsync(given);
      if (which === 'draft' && onDraftRun) onDraftRun(run.id);
      else router.push(`/runs/${run.id}`);
    } catch (error) {
      const { message, fix, issues } = ApiError.from(error);
      const placed = errorsByPath(issues, 'input');
      setErrors(placed);
      const shown = Object.keys(placed).some((path) => (path.split('.')[0] ?? '') in (schema.properties ?? {}));
      if (!shown) setFailure([message, ...issues.map((issue) => issue.message), fix].filter(Boolean).join(' '));
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={`Run ${name}`}
      description={asks ? undefined : 'It asks for nothing.'}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button busy={tell.isPending} onClick={() => void start(true)}>
            Dry run
          </Button>
          <Button variant="primary" type="submit" form="run-form" busy={write.isPending || write.isSuccess}>
            {which === 'draft' ? 'Run the draft' : 'Run'}
          </Button>
        </>
      }
    >
      <form
        id="run-form"
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        {failure ? <Notice tone="danger">{failure}</Notice> : null}
        {mayDraft && version !== null ? (
          <RadioGroup
            label="What is run"
            value={which}
            onValueChange={(next) => {
              setWhich(next);
              setErrors({});
              const inputs = schemaOfInputs(readInputs(next === 'draft' ? draftInputs : versionInputs));
              setInput((typed) => ({ ...defaultsOf(inputs), ...typed }));
            }}
            options={[
              { value: 'version', label: `Version ${version}`, help: 'The published one.' },
              { value: 'draft', label: 'The draft', help: 'As it is drawn now; the run is marked as a draft’s.' },
            ]}
          />
        ) : version === null ? (
          <Notice>Nothing is published yet, so the draft is run and the run is marked as such.</Notice>
        ) : null}
        {asks ? (
          <SchemaForm schema={schema} value={input} onChange={setInput} errors={errors} onBroken={setBroken} />
        ) : null}
        <details className="group">
          <summary className="flex w-fit cursor-pointer items-center gap-1 rounded-sm text-muted text-sm hover:text-ink">
            <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
            More
          </summary>
          <div className="pt-3">
            <LabelField
              label="Labels"
              help="Words by which this run is found again, beside those of its workflow."
              labels={labels}
              onChange={setLabels}
            />
          </div>
        </details>
      </form>
      {dryRun ? (
        <div className="mt-5">
          <DryRunList result={dryRun} />
        </div>
      ) : null}
    </Dialog>
  );
}

/** Inputs that are well formed; a draft may hold others, which the findings tell. */
function readInputs(inputs: unknown): Record<string, InputSpec> {
  if (typeof inputs !== 'object' || inputs === null) return {};
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, input]) => {
      const read = inputSchema.safeParse(input);
      return read.success ? [[name, read.data]] : [];
    }),
  );
}
