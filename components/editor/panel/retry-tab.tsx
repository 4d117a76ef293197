'use client';
import { z } from 'zod';
import { DurationInput } from '#components/ui/duration-input.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { JsonSchema } from '#components/ui/schema-form/schema.ts';
import { SchemaForm } from '#components/ui/schema-form.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { retrySchema } from '#lib/domain/workflow/spec.ts';
import { isObject } from '../model/draft.ts';
import { errorsUnder } from '../model/step-findings.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { CacheFields } from './cache-fields.tsx';
import { FailureFields } from './failure-fields.tsx';
import { retrySentence } from './retry-sentence.ts';
import { asText, orNothing, useStep } from './use-step.ts';

const retryForm = z.toJSONSchema(retrySchema, { io: 'input' }) as JsonSchema;

const retryHints = {
  max: { label: 'Retries', help: 'After the first attempt.' },
  backoff: { label: 'Delay between them', help: 'Exponential: each delay is longer than the one before.' },
  initial: { label: 'First delay', placeholder: '1s' },
  factor: { label: 'Each delay times', placeholder: '2' },
  maxDelay: { label: 'Longest delay', placeholder: '5m' },
  jitter: { label: 'Spread the delays' },
  on: { label: 'Only for these errors', help: 'Without any: for every error.' },
} as const;

/** What happens when it takes long or fails, how it is taken back, and whether its result is kept. */
export function RetryTab({ id }: { id: string }) {
  const { kinds } = useEditorTools();
  const { step, set } = useStep(id);
  const findings = useEditor((state) => state.byStep[id]);
  const readOnly = useEditor((state) => state.readOnly);
  if (!step) return null;
  const errors = errorsUnder(findings, '');
  const several = Array.isArray(step.retry);
  return (
    <div className="flex flex-col gap-5">
      <Field label="Time limit" error={errors.timeout} help="An attempt is stopped after this time. Without one: 10m.">
        <DurationInput
          placeholder="10m"
          value={step.timeout}
          readOnly={readOnly}
          onChange={(timeout) => set('timeout', timeout)}
        />
      </Field>
      {step.kind === 'gate' ? null : several ? (
        <Notice title="Several retry rules">
          This step has one rule for each kind of error. They are edited in the YAML tab.
        </Notice>
      ) : (
        <>
          <Field inline label="Try again when it fails" error={errors.retry}>
            <Switch
              checked={isObject(step.retry)}
              disabled={readOnly}
              onCheckedChange={(on) => set('retry', on ? { max: 2 } : undefined)}
            />
          </Field>
          {isObject(step.retry) ? (
            <>
              <p className="rounded-md bg-ink-3 px-3 py-2 text-muted">{retrySentence(step.retry)}</p>
              <SchemaForm
                schema={retryForm}
                hints={retryHints}
                value={{ jitter: true, ...step.retry }}
                errors={errorsUnder(findings, 'retry')}
                disabled={readOnly}
                onChange={({ jitter, ...value }) => set('retry', jitter === false ? { ...value, jitter } : value)}
              />
            </>
          ) : null}
        </>
      )}
      {step.kind === 'gate' ? null : (
        <Field
          inline
          label="May be repeated"
          help="Off: when it is unknown whether it happened, a person is asked instead of running it again."
        >
          <Switch
            checked={step.repeatable !== false}
            disabled={readOnly}
            onCheckedChange={(on) => set('repeatable', on ? undefined : false)}
          />
        </Field>
      )}
      {kinds[step.kind]?.where === 'pool' ? (
        <Field label="Pool" error={errors.pool} help="Which workers may run it.">
          <Input
            placeholder="default"
            value={asText(step.pool)}
            readOnly={readOnly}
            onChange={(event) => set('pool', orNothing(event.target.value))}
          />
        </Field>
      ) : null}
      {step.kind === 'gate' && !['fallback', 'undo', 'cache'].some((key) => key in step) ? null : (
        <>
          <hr className="border-line" />
          <FailureFields id={id} />
          <hr className="border-line" />
          <CacheFields id={id} />
        </>
      )}
    </div>
  );
}
