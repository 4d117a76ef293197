'use client';
import type { ReactNode } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { NamedPolicy } from '#lib/domain/gate/strengthen.ts';
import { PlainBraces } from '../panel/plain-braces.tsx';
import { asText, orNothing } from '../panel/use-step.ts';
import { ActionsFields } from './actions-fields.tsx';
import { ChoicesInput, FormBuilder } from './form-builder.tsx';
import { type GateDraft, type GatePart, textsIn } from './gate-part.ts';
import { GateSection } from './gate-section.tsx';
import { heldAt } from './held.ts';
import { PolicyField } from './policy-field.tsx';
import { errorsOfSection, type GateSectionName, gateSections, sectionWords } from './section-words.ts';
import { TimeFields } from './time-fields.tsx';
import { WhoFields } from './who-fields.tsx';

const placements = [
  { value: 'before', label: 'Before it runs', help: 'People see its input.' },
  { value: 'after', label: 'After it ran', help: 'People see its output.' },
  { value: 'onFailure', label: 'When it fails', help: 'People see the error.' },
] as const;

/** Everything a gate asks for. `onChange` gets the whole gate; emptied parts leave it. */
export function GateForm({
  step,
  gate,
  alone,
  errors,
  disabled,
  policies,
  onChange,
}: {
  /** Id of the step that it is at. */
  step: string;
  gate: GateDraft;
  alone: boolean;
  /** Of the workspace, once they are known. */
  policies: readonly NamedPolicy[] | undefined;
  errors: Readonly<Record<string, string>>;
  disabled: boolean;
  onChange: (gate: GateDraft) => void;
}) {
  const set = (key: string, value: unknown) => {
    const { [key]: _, ...rest } = gate;
    onChange(value === undefined ? rest : { ...gate, [key]: value });
  };
  const outcomes = textsIn(gate.outcomes);
  const whereValues = alone
    ? 'What a run brings belongs in the payload, under Settings.'
    : 'What a run brings is shown to the reviewer below it.';
  const part: GatePart = { gate, errors, disabled, held: heldAt(gate.policy, policies ?? []), set };
  const section = (name: GateSectionName, children: ReactNode) => (
    <GateSection
      title={gateSections[name].title}
      summary={sectionWords(name, gate, alone)}
      errors={errorsOfSection(name, errors)}
      openAtFirst={name === 'who'}
    >
      {children}
    </GateSection>
  );
  return (
    <div className="flex flex-col gap-5">
      {alone ? (
        <Field
          label="Outcomes"
          error={errors.outcomes}
          help="Names of the ways on, each its own edge; separated by commas. Without any: approve goes on."
        >
          <ChoicesInput
            placeholder="ship, rework"
            disabled={disabled}
            choices={outcomes}
            onChange={(next) => set('outcomes', next.length === 0 ? undefined : next)}
          />
        </Field>
      ) : (
        <RadioGroup
          label="Where the gate sits"
          options={placements}
          disabled={disabled}
          value={placements.find(({ value }) => value === gate.placement)?.value ?? 'after'}
          onValueChange={(next) => set('placement', next)}
        />
      )}
      <Field label="Question" error={errors.title} help="As the reviewer reads it.">
        <Input
          placeholder="Are these notes right?"
          value={asText(gate.title)}
          readOnly={disabled}
          onChange={(event) => set('title', orNothing(event.target.value))}
        />
        <PlainBraces text={gate.title} instead={whereValues} />
      </Field>
      <Field label="What to look at" error={errors.description} help="Markdown.">
        <Textarea
          rows={2}
          value={asText(gate.description)}
          readOnly={disabled}
          onChange={(event) => set('description', orNothing(event.target.value))}
        />
        <PlainBraces text={gate.description} instead={whereValues} />
      </Field>
      {section('who', <WhoFields {...part} step={step} />)}
      {section(
        'may',
        <>
          <ActionsFields {...part} hasOutcomes={alone && outcomes.length > 0} />
          <FormBuilder form={gate.form} disabled={disabled} onChange={(form) => set('form', form)} />
          <Field
            inline
            label="Signatures count again in a rerun"
            help="Only those on exactly the same, and never one of whoever starts the rerun."
            error={errors.reuse}
          >
            <Switch
              checked={gate.reuse === true}
              disabled={disabled}
              onCheckedChange={(on) => set('reuse', on || undefined)}
            />
          </Field>
        </>,
      )}
      {section('when', <TimeFields {...part} outcomes={alone ? outcomes : []} />)}
      {section('policy', <PolicyField {...part} policies={policies} />)}
    </div>
  );
}
