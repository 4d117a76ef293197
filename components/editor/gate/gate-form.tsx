'use client';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { asText, orNothing } from '../panel/use-step.ts';
import { ActionsFields } from './actions-fields.tsx';
import { ChoicesInput, FormBuilder } from './form-builder.tsx';
import { type GateDraft, textsIn } from './gate-part.ts';
import { QuorumField } from './quorum-field.tsx';
import { ReviewersFields } from './reviewers-fields.tsx';
import { TimeFields } from './time-fields.tsx';

const placements = [
  { value: 'before', label: 'Before it runs', help: 'People see its input.' },
  { value: 'after', label: 'After it ran', help: 'People see its output.' },
  { value: 'onFailure', label: 'When it fails', help: 'People see the error.' },
] as const;

/** Everything a gate asks for. `onChange` gets the whole gate; emptied parts leave it. */
export function GateForm({
  gate,
  alone,
  errors,
  disabled,
  onChange,
}: {
  gate: GateDraft;
  alone: boolean;
  errors: Readonly<Record<string, string>>;
  disabled: boolean;
  onChange: (gate: GateDraft) => void;
}) {
  const set = (key: string, value: unknown) => {
    const { [key]: _, ...rest } = gate;
    onChange(value === undefined ? rest : { ...gate, [key]: value });
  };
  const outcomes = textsIn(gate.outcomes);
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
      </Field>
      <Field label="What to look at" error={errors.description} help="Markdown.">
        <Textarea
          rows={2}
          value={asText(gate.description)}
          readOnly={disabled}
          onChange={(event) => set('description', orNothing(event.target.value))}
        />
      </Field>
      <ReviewersFields gate={gate} errors={errors} disabled={disabled} set={set} />
      <QuorumField
        quorum={gate.quorum}
        error={errors.quorum}
        disabled={disabled}
        onChange={(quorum) => set('quorum', quorum)}
      />
      <ActionsFields
        gate={gate}
        errors={errors}
        disabled={disabled}
        hasOutcomes={alone && outcomes.length > 0}
        set={set}
      />
      <FormBuilder form={gate.form} disabled={disabled} onChange={(form) => set('form', form)} />
      <TimeFields gate={gate} errors={errors} disabled={disabled} outcomes={alone ? outcomes : []} set={set} />
      <Field
        inline
        label="Never by whoever started, wrote or edited it"
        help="Stricter than the workspace's own rule, for this gate only."
      >
        <Switch
          checked={gate.selfApproval === 'never'}
          disabled={disabled}
          onCheckedChange={(on) => set('selfApproval', on ? 'never' : undefined)}
        />
      </Field>
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
    </div>
  );
}
