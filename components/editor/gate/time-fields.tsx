'use client';
import { Plus, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { DurationInput } from '#components/ui/duration-input.tsx';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Select } from '#components/ui/select.tsx';
import { isObject } from '../model/draft.ts';
import { asText } from '../panel/use-step.ts';
import { readStages, type Stage, writeStages } from './escalation-stage.ts';
import { ChoicesInput } from './form-builder.tsx';
import { durationTyped, errorAt, type GatePart } from './gate-part.ts';
import { overruledWords } from './held.ts';
import { OverruledNote } from './overruled-note.tsx';
import { PeopleField } from './people-field.tsx';

/** How long people have, who is told meanwhile, and what happens by itself after that. */
export function TimeFields(part: GatePart & { outcomes: readonly string[] }) {
  const { gate, errors, disabled, set } = part;
  return (
    <>
      <Field label="Due" error={errors.due} help="How long people have, such as 24h.">
        <DurationInput placeholder="24h" value={gate.due} readOnly={disabled} onChange={(due) => set('due', due)} />
      </Field>
      <Field
        label="Reminders"
        error={errorAt(errors, 'remind')}
        help="After so long, those who are asked and have not signed are reminded; several are separated by commas."
      >
        <ChoicesInput
          placeholder="2h, 20h"
          disabled={disabled}
          choices={[gate.remind ?? []].flat().map(asText)}
          onChange={(typed) => {
            const times = typed.map(durationTyped);
            set('remind', times.length > 1 ? times : times[0]);
          }}
        />
      </Field>
      <Escalation {...part} />
      <Expiry {...part} />
    </>
  );
}

/** Who is asked too while nobody decides, stage by stage. */
function Escalation(part: GatePart) {
  const { gate, errors, disabled, held, set } = part;
  const stages = readStages(gate.escalate);
  const locked = disabled || held.by.escalate !== undefined;
  const put = (next: Stage[]) => set('escalate', writeStages(next));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium">When nobody decides, also ask</legend>
      <OverruledNote {...part} part="escalate" />
      {stages.map((stage, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a stage is its place in the chain
          key={index}
          className="flex flex-col gap-2 rounded-md border border-line p-2.5"
        >
          <div className="flex items-end gap-1.5">
            <Field
              label={`After (stage ${index + 1})`}
              error={errorAt(errors, `escalate.${index}.after`) ?? (index === 0 ? errors['escalate.after'] : undefined)}
              className="flex-1"
            >
              <DurationInput
                placeholder="24h"
                value={stage.after}
                readOnly={locked}
                onChange={(after = '') => put(stages.with(index, { ...stage, after }))}
              />
            </Field>
            {locked ? null : (
              <IconButton
                label={`Remove stage ${index + 1}`}
                icon={<X />}
                onClick={() => put(stages.toSpliced(index, 1))}
              />
            )}
          </div>
          <PeopleField
            label={`Whom (stage ${index + 1})`}
            error={
              errorAt(errors, `escalate.${index}.to`) ?? (index === 0 ? errorAt(errors, 'escalate.to') : undefined)
            }
            disabled={locked}
            names={stage.to}
            onChange={(to) => put(stages.with(index, { ...stage, to }))}
          />
        </div>
      ))}
      {stages.length === 0 && errors.escalate ? (
        <p role="alert" className="font-medium text-danger text-xs">
          {errors.escalate}
        </p>
      ) : null}
      {locked || stages.length >= 5 ? null : (
        <div>
          <Button size="sm" icon={<Plus />} onClick={() => put([...stages, { after: '24h', to: [] }])}>
            {stages.length === 0 ? 'Escalate' : 'And then'}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function Expiry({ gate, errors, disabled, held, outcomes, set }: GatePart & { outcomes: readonly string[] }) {
  const expire = isObject(gate.expire) ? gate.expire : null;
  const locked = disabled || held.by.expire !== undefined;
  const easy = held.policies.length === 0 && gate.mandatory !== true && held.by.mandatory === undefined;
  const ends = [
    { value: 'cancel', label: 'cancel the run' },
    ...(easy
      ? [
          { value: 'approve', label: 'approve' },
          { value: 'skip', label: 'skip' },
        ]
      : []),
    ...(held.policies.length === 0 ? outcomes.map((name) => ({ value: name, label: `choose ${name}` })) : []),
  ];
  const then = asText(expire?.then) || 'cancel';
  return (
    <Field
      label="Closes by itself after"
      error={errorAt(errors, 'expire')}
      help={
        overruledWords(held, 'expire') ??
        (held.policies.length > 0 ? 'Under a policy of the workspace, a gate can only close by cancelling.' : undefined)
      }
    >
      <div className="flex gap-2">
        <DurationInput
          label="Closes by itself after"
          placeholder="never"
          value={expire?.after}
          readOnly={locked}
          onChange={(after) => set('expire', after === undefined ? undefined : { after, then })}
        />
        {expire ? (
          <Select
            aria-label="and then"
            disabled={locked}
            options={ends.some(({ value }) => value === then) ? ends : [...ends, { value: then, label: then }]}
            value={then}
            onValueChange={(next) => set('expire', { ...expire, then: next })}
          />
        ) : null}
      </div>
    </Field>
  );
}
