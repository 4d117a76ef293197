'use client';
import { DurationInput } from '#components/ui/duration-input.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { isObject } from '../model/draft.ts';
import { errorsUnder } from '../model/step-findings.ts';
import { useEditor } from '../store/editor-context.tsx';
import { AidedField } from './aided-field.tsx';
import { asText, orNothing, useStep } from './use-step.ts';

/** Whether a success is kept and used again, for how long and apart by what. */
export function CacheFields({ id }: { id: string }) {
  const { step, set } = useStep(id);
  const findings = useEditor((state) => state.byStep[id]);
  const readOnly = useEditor((state) => state.readOnly);
  if (!step) return null;
  const errors = errorsUnder(findings, 'cache');
  const cache = isObject(step.cache) ? step.cache : null;
  const put = (key: string, next: unknown) => {
    const { [key]: _, ...rest } = cache ?? {};
    set('cache', next === undefined ? rest : { ...cache, [key]: next });
  };
  return (
    <>
      <Field
        inline
        label="Keep its result"
        help="A success is used again instead of running the step anew."
        error={errors['']}
      >
        <Switch
          checked={step.cache !== undefined}
          disabled={readOnly}
          onCheckedChange={(on) => set('cache', on ? {} : undefined)}
        />
      </Field>
      {cache ? (
        <div className="flex flex-col gap-4 border-line-strong border-l-2 pl-3">
          <AidedField
            of={id}
            language="template"
            label="Kept apart by"
            error={errors.key}
            help="A template: {{ inputs.branch }}. Empty: the parameters as they are when it runs."
            value={asText(cache.key)}
            disabled={readOnly}
            onChange={(key) => put('key', orNothing(key))}
          />
          <Field label="Good for" error={errors.ttl} help="Such as 30m, 2h or 7d.">
            <DurationInput placeholder="1d" value={cache.ttl} readOnly={readOnly} onChange={(ttl) => put('ttl', ttl)} />
          </Field>
          <Field label="Version" error={errors.version} help="Change it and earlier results are not used any more.">
            <Input
              mono
              value={asText(cache.version)}
              readOnly={readOnly}
              onChange={(event) => put('version', orNothing(event.target.value))}
            />
          </Field>
        </div>
      ) : null}
    </>
  );
}
