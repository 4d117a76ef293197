'use client';
import { Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import { demandInWords } from '#lib/domain/gate/policy-words.ts';
import type { NamedPolicy } from '#lib/domain/gate/strengthen.ts';
import { asText } from '../panel/use-step.ts';
import type { GatePart } from './gate-part.ts';

/** Apart from every name: a policy may be called none. */
const none = 'none';
const choiceOf = (name: string) => `policy ${name}`;

/** Which policy of the workspace this gate keeps to, and what those that hold demand. */
export function PolicyField({
  gate,
  errors,
  disabled,
  held,
  policies,
  set,
}: GatePart & { policies: readonly NamedPolicy[] | undefined }) {
  const named = asText(gate.policy);
  const free = (policies ?? []).filter(({ everywhere }) => !everywhere).map(({ name }) => name);
  const known = (policies ?? []).some(({ name }) => name === named);
  const options = [
    { value: none, label: 'None' },
    ...free.map((name) => ({ value: choiceOf(name), label: name })),
    ...(named !== '' && !free.includes(named) ? [{ value: choiceOf(named), label: named }] : []),
  ];
  const lost = policies !== undefined && named !== '' && !known;
  return (
    <>
      <Field
        label="Policy"
        error={errors.policy ?? (lost ? 'The workspace has no such policy: nobody can decide here.' : undefined)}
        help="What it demands holds here too. A gate can only ask for more."
      >
        <Select
          options={options}
          value={named === '' ? none : choiceOf(named)}
          disabled={disabled}
          onValueChange={(value) => set('policy', value === none ? undefined : value.slice(choiceOf('').length))}
        />
      </Field>
      {held.policies.map(({ name, everywhere, demand }) => (
        <section key={name} aria-label={`Policy ${name}`} className="rounded-md bg-sunken px-3 py-2.5 text-sm">
          <h4 className="font-medium">
            {name}
            {everywhere ? <span className="font-normal text-muted"> holds at every gate</span> : null}
          </h4>
          <ul className="mt-1 flex list-disc flex-col gap-0.5 pl-4 text-muted">
            {demandInWords(demand).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      ))}
      {policies?.length === 0 ? (
        <p className="text-muted text-xs">The workspace has none yet; they are made in Settings → Policies.</p>
      ) : null}
    </>
  );
}
