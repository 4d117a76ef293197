'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { MultiCombobox } from '#components/ui/combobox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { errorsByPath, type JsonSchema, schemaOfInputs } from '#components/ui/schema-form/schema.ts';
import { SchemaForm } from '#components/ui/schema-form.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { type RerunChoice, useRerun, useRerunPreview } from '#lib/client/runs/use-rerun.ts';
import type { RerunPreview } from '#lib/contracts/rerun.ts';
import type { RunView } from '#lib/contracts/run.ts';
import type { InputSpec } from '#lib/domain/workflow/spec.ts';
import { RerunSummary } from './rerun-summary.tsx';

type Where = 'all' | 'failed' | 'chosen';

/** Runs an ended run again, and then shows the new one. `step`: the one to begin with, when somebody pointed at it. */
export function RerunDialog({
  run,
  step,
  open,
  onClose,
}: {
  run: Pick<RunView, 'id' | 'number' | 'workflowName' | 'version'>;
  step?: string;
  open: boolean;
  onClose: () => void;
}) {
  // What can be begun with, and with what, is the server's to say: first for the run as a whole.
  const whole = useRerunPreview(run.id, open ? {} : null);
  const rerun = useRerun(run.id);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={`Run ${run.workflowName} #${run.number} again`}
      width="lg"
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button
            variant="primary"
            type="submit"
            form="rerun-form"
            disabled={!whole.data}
            busy={rerun.isPending || rerun.isSuccess}
          >
            Run again
          </Button>
        </>
      }
    >
      {whole.error ? <Notice tone="danger">{ApiError.from(whole.error).message}</Notice> : null}
      {whole.data ? (
        <RerunForm run={run} whole={whole.data} step={step} rerun={rerun} onClose={onClose} />
      ) : whole.error ? null : (
        <SkeletonRows rows={5} label="Looking at the run" />
      )}
    </Dialog>
  );
}

function RerunForm({
  run,
  whole,
  step,
  rerun,
  onClose,
}: {
  run: Pick<RunView, 'id' | 'version'>;
  whole: RerunPreview;
  step: string | undefined;
  rerun: ReturnType<typeof useRerun>;
  onClose: () => void;
}) {
  const router = useRouter();
  const [where, setWhere] = useState<Where>(step ? 'chosen' : whole.suggested.length > 0 ? 'failed' : 'all');
  const [steps, setSteps] = useState<string[]>(step ? [step] : []);
  const [which, setWhich] = useState<'same' | 'latest'>('same');
  const [edits, setEdits] = useState(false);
  const [input, setInput] = useState<Record<string, unknown>>(whole.input);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [broken, setBroken] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<string>();

  const from = where === 'all' ? undefined : where === 'failed' ? whole.suggested : steps;
  const choice: RerunChoice | null =
    from?.length === 0 ? null : { ...(from && { from }), ...(which === 'latest' && { version: 'latest' as const }) };
  const preview = useRerunPreview(run.id, choice);
  const shown = preview.data ?? whole;
  const names = new Map(shown.steps.map(({ id, name }) => [id, name]));
  const schema = inputSchema(shown);
  const asks = Object.keys(schema.properties ?? {}).length > 0;

  const start = async () => {
    setFailure(undefined);
    setErrors({});
    setTried(true);
    if (choice === null || (edits && broken)) return;
    try {
      const given = { ...choice, ...(edits && { input }), ...(reason.trim() && { reason: reason.trim() }) };
      const started = await rerun.mutateAsync(given);
      onClose();
      router.push(`/runs/${started.id}`);
    } catch (error) {
      const { message, fix, issues } = ApiError.from(error);
      const placed = errorsByPath(issues, 'input');
      setErrors(placed);
      if (Object.keys(placed).length > 0) setEdits(true);
      else setFailure([message, ...issues.map((issue) => issue.message), fix].filter(Boolean).join(' '));
    }
  };

  return (
    <form
      id="rerun-form"
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      {failure ? <Notice tone="danger">{failure}</Notice> : null}
      <RadioGroup<Where>
        label="Where it begins"
        value={where}
        onValueChange={setWhere}
        options={[
          ...(whole.suggested.length > 0
            ? [
                {
                  value: 'failed' as const,
                  label: 'From what failed',
                  help: `${listed(whole.suggested.map((id) => names.get(id) ?? id))}; what went well before is taken over.`,
                },
              ]
            : []),
          { value: 'chosen', label: 'From steps I choose', help: 'They and all that comes after them run.' },
          { value: 'all', label: 'Everything', help: 'Nothing is taken over.' },
        ]}
      />
      {where === 'chosen' ? (
        <Field label="Begin with" error={tried && steps.length === 0 ? 'Choose at least one step.' : undefined}>
          <MultiCombobox
            options={shown.steps.map(({ id, name }) => ({
              value: id,
              label: name,
              help: name === id ? undefined : id,
            }))}
            values={steps}
            onValuesChange={setSteps}
            placeholder="Find a step…"
          />
        </Field>
      ) : null}
      {whole.latest !== null && whole.latest !== run.version ? (
        <RadioGroup
          label="Which version"
          value={which}
          onValueChange={setWhich}
          options={[
            { value: 'same', label: run.version === null ? 'The same draft' : `The same, version ${run.version}` },
            { value: 'latest', label: `The latest, version ${whole.latest}`, help: 'What changed in it runs anew.' },
          ]}
        />
      ) : null}
      {asks ? (
        <div className="flex flex-col gap-3">
          <Field label="With another input" inline>
            <Checkbox checked={edits} onCheckedChange={setEdits} />
          </Field>
          {edits ? (
            <>
              {shown.kept.length > 0 ? (
                <p className="text-muted text-sm">
                  {listed(shown.kept)} {shown.kept.length === 1 ? 'is' : 'are'} sealed: left empty, the value stays.
                </p>
              ) : null}
              <SchemaForm schema={schema} value={input} onChange={setInput} errors={errors} onBroken={setBroken} />
            </>
          ) : null}
        </div>
      ) : null}
      <Field label="Reason" help="Goes on the record.">
        <Textarea value={reason} onChange={(event) => setReason(event.target.value)} rows={2} maxLength={2000} />
      </Field>
      {preview.error ? <Notice tone="danger">{ApiError.from(preview.error).message}</Notice> : null}
      {choice !== null && preview.data ? <RerunSummary preview={preview.data} /> : null}
    </form>
  );
}

/** The inputs as a form; a sealed one that has a value need not be given again. */
function inputSchema({ inputs, kept }: RerunPreview): JsonSchema {
  const schema = schemaOfInputs(inputs as Record<string, InputSpec>);
  return { ...schema, required: schema.required?.filter((name) => !kept.includes(name)) };
}

const listed = (names: readonly string[]): string => {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');
};
