'use client';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { isObject } from '../model/draft.ts';
import { AidedField } from './aided-field.tsx';
import { useSetting } from './use-setting.ts';
import { asText, orNothing } from './use-step.ts';

/** A typed whole number; nothing for an empty field. */
const wholeNumber = (typed: string) => (typed === '' ? undefined : Math.trunc(Number(typed)));

/** How many runs go on at once, and how often all steps of one may be tried again together. */
export function LimitsFields() {
  const concurrency = useSetting('concurrency');
  const budget = useSetting('retryBudget');
  const given = isObject(concurrency.value) ? concurrency.value : {};
  const put = (key: string, next: unknown) => {
    const { [key]: _, ...rest } = given;
    const made = next === undefined ? rest : { ...given, [key]: next };
    concurrency.set(Object.keys(made).length === 0 ? undefined : made);
  };
  return (
    <>
      <AidedField
        of={null}
        moment="before"
        language="template"
        label="Runs share a limit by"
        error={concurrency.errors.key ?? concurrency.errors['']}
        help="A template: {{ inputs.customer }}. Runs with the same result wait for each other. Empty: no limit."
        value={asText(given.key)}
        disabled={concurrency.disabled}
        onChange={(key) => put('key', orNothing(key))}
      />
      {concurrency.value === undefined ? null : (
        <Field label="How many of them at once" error={concurrency.errors.limit}>
          <Input
            type="number"
            min={1}
            max={10_000}
            placeholder="1"
            className="w-28"
            value={asText(given.limit)}
            readOnly={concurrency.disabled}
            onChange={(event) => put('limit', wholeNumber(event.target.value))}
          />
        </Field>
      )}
      <Field
        label="Retries of all steps together"
        error={budget.errors['']}
        help="When they are used up, a step that fails has failed. Empty: any number."
      >
        <Input
          type="number"
          min={0}
          max={100_000}
          className="w-28"
          value={asText(budget.value)}
          readOnly={budget.disabled}
          onChange={(event) => budget.set(wholeNumber(event.target.value))}
        />
      </Field>
    </>
  );
}
