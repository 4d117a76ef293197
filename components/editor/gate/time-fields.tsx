'use client';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { isObject } from '../model/draft.ts';
import { asText, orNothing } from '../panel/use-step.ts';
import type { GatePart } from './gate-part.ts';

/** How long people have, and what happens by itself after that. */
export function TimeFields({ gate, errors, disabled, outcomes, set }: GatePart & { outcomes: readonly string[] }) {
  const expire = isObject(gate.expire) ? gate.expire : null;
  const ends = [
    { value: 'cancel', label: 'cancel the run' },
    ...(gate.mandatory === true
      ? []
      : [
          { value: 'approve', label: 'approve' },
          { value: 'skip', label: 'skip' },
        ]),
    ...outcomes.map((name) => ({ value: name, label: `choose ${name}` })),
  ];
  const then = asText(expire?.then) || 'cancel';
  return (
    <>
      <Field label="Due" error={errors.due} help="How long people have, such as 24h.">
        <Input
          mono
          placeholder="24h"
          value={asText(gate.due)}
          readOnly={disabled}
          onChange={(event) => set('due', orNothing(event.target.value))}
        />
      </Field>
      <Field label="Closes by itself after" error={errors['expire.after'] ?? errors.expire}>
        <div className="flex gap-2">
          <Input
            mono
            aria-label="Closes by itself after"
            placeholder="never"
            value={asText(expire?.after)}
            readOnly={disabled}
            onChange={(event) => set('expire', event.target.value ? { after: event.target.value, then } : undefined)}
          />
          {expire ? (
            <Select
              aria-label="and then"
              disabled={disabled}
              options={ends.some(({ value }) => value === then) ? ends : [...ends, { value: then, label: then }]}
              value={then}
              onValueChange={(next) => set('expire', { ...expire, then: next })}
            />
          ) : null}
        </div>
      </Field>
    </>
  );
}
