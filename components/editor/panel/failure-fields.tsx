'use client';
import { Plus, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { isObject } from '../model/draft.ts';
import { errorsUnder } from '../model/step-findings.ts';
import { useEditor } from '../store/editor-context.tsx';
import { ActionFields } from './action-fields.tsx';
import { useStep } from './use-step.ts';

const mostFallbacks = 5;
const blank = { kind: 'shell' };

/** What is done instead when the step failed for good, and what takes it back when the run does. */
export function FailureFields({ id }: { id: string }) {
  const { step, set } = useStep(id);
  const findings = useEditor((state) => state.byStep[id]);
  const readOnly = useEditor((state) => state.readOnly);
  if (!step) return null;
  const own = errorsUnder(findings, '');
  return (
    <>
      <Fallbacks id={id} />
      <Field
        inline
        label="Can be taken back"
        help="What is done when the run rolls back after this step succeeded. It sees the step’s output."
        error={own.undo}
      >
        <Switch
          checked={step.undo !== undefined}
          disabled={readOnly}
          onCheckedChange={(on) => set('undo', on ? blank : undefined)}
        />
      </Field>
      {isObject(step.undo) ? (
        <fieldset aria-label="How it is taken back" className="min-w-0 border-line-strong border-l-2 pl-3">
          <ActionFields
            of={id}
            moment="after"
            action={step.undo}
            errors={withoutWhole(errorsUnder(findings, 'undo'))}
            disabled={readOnly}
            onChange={(undo) => set('undo', undo)}
          />
        </fieldset>
      ) : null}
    </>
  );
}

/** What is wrong with the whole stands at the switch. */
const withoutWhole = ({ '': _, ...errors }: Record<string, string>) => errors;

function Fallbacks({ id }: { id: string }) {
  const { step, set } = useStep(id);
  const findings = useEditor((state) => state.byStep[id]);
  const readOnly = useEditor((state) => state.readOnly);
  if (step?.fallback !== undefined && !Array.isArray(step.fallback))
    return <Notice title="The fallback is not a list">It is edited in the YAML tab.</Notice>;
  const fallbacks: readonly unknown[] = step?.fallback ?? [];
  const put = (next: readonly unknown[]) => set('fallback', next.length === 0 ? undefined : next);
  const whole = errorsUnder(findings, 'fallback')[''];
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-2 font-medium">If it fails for good</legend>
      {fallbacks.length === 0 ? <p className="text-muted">Nothing is done instead: the step has failed.</p> : null}
      {fallbacks.map((action, index) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: fallbacks have no names; their order is their identity
          key={index}
          aria-label={`Fallback ${index + 1}`}
          className="flex min-w-0 flex-col gap-2 rounded-md border p-3"
        >
          <div className="flex items-center justify-between gap-2">
            <span className="text-muted text-xs">{index === 0 ? 'First this instead' : 'If that fails too'}</span>
            <IconButton
              size="sm"
              label={`Remove fallback ${index + 1}`}
              icon={<X />}
              disabled={readOnly}
              onClick={() => put(fallbacks.toSpliced(index, 1))}
            />
          </div>
          <ActionFields
            of={id}
            moment="before"
            action={action}
            errors={errorsUnder(findings, `fallback.${index}`)}
            disabled={readOnly}
            onChange={(next) => put(fallbacks.with(index, next))}
          />
        </fieldset>
      ))}
      {whole ? (
        <p role="alert" className="font-medium text-danger text-xs">
          {whole}
        </p>
      ) : null}
      {readOnly || fallbacks.length >= mostFallbacks ? null : (
        <div>
          <Button size="sm" icon={<Plus />} onClick={() => put([...fallbacks, blank])}>
            Do something instead
          </Button>
        </div>
      )}
    </fieldset>
  );
}
