'use client';
import { ActionsFields } from '#components/editor/gate/actions-fields.tsx';
import { FormBuilder } from '#components/editor/gate/form-builder.tsx';
import { errorAt, type GateDraft, type GatePart, textsIn } from '#components/editor/gate/gate-part.ts';
import { GateSection } from '#components/editor/gate/gate-section.tsx';
import { heldAt } from '#components/editor/gate/held.ts';
import { PeopleField } from '#components/editor/gate/people-field.tsx';
import { QuorumField } from '#components/editor/gate/quorum-field.tsx';
import { ReviewersFields } from '#components/editor/gate/reviewers-fields.tsx';
import { errorsOfSection, sectionWords } from '#components/editor/gate/section-words.ts';
import { TimeFields } from '#components/editor/gate/time-fields.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Switch } from '#components/ui/switch.tsx';

export type PolicyDraft = { name: string; description: string; everywhere: boolean; demand: GateDraft };

const leftToAuthors = 'Nobody is named: whoever draws a gate says who decides.';

/** All that a policy can demand, in the fields in which a gate is designed. */
export function PolicyForm({
  draft,
  errors: told,
  nameHeld,
  onChange,
}: {
  draft: PolicyDraft;
  /** By place in the request: `name`, `demand.quorum`. */
  errors: Readonly<Record<string, string>>;
  /** Gates name it, so that it keeps its name. */
  nameHeld: boolean;
  onChange: (draft: PolicyDraft) => void;
}) {
  const { demand } = draft;
  const errors = Object.fromEntries(
    Object.entries(told).map(([place, message]) => [place.replace(/^demand\./, ''), message]),
  );
  const part: GatePart = {
    gate: demand,
    errors,
    disabled: false,
    held: heldAt(null, []),
    set: (key, value) => {
      const { [key]: _, ...rest } = demand;
      onChange({ ...draft, demand: value === undefined ? rest : { ...rest, [key]: value } });
    },
  };
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          label="Name"
          error={errors.name}
          help={nameHeld ? 'Workflows name it, so it keeps its name.' : 'As gates name it, such as “production”.'}
        >
          <Input
            autoFocus={!nameHeld}
            readOnly={nameHeld}
            maxLength={64}
            value={draft.name}
            onChange={(event) => onChange({ ...draft, name: event.target.value })}
          />
        </Field>
        <Field label="Description" error={errors.description} help="What it is for.">
          <Input
            maxLength={500}
            value={draft.description}
            onChange={(event) => onChange({ ...draft, description: event.target.value })}
          />
        </Field>
      </div>
      <Field inline label="Holds at every gate" help="Otherwise only where a gate names it." error={errors.everywhere}>
        <Switch checked={draft.everywhere} onCheckedChange={(everywhere) => onChange({ ...draft, everywhere })} />
      </Field>
      <GateSection
        title="Who decides"
        summary={sectionWords('who', demand, false)}
        errors={errorsOfSection('who', errors)}
        openAtFirst
      >
        <WhoSigns {...part} />
      </GateSection>
      <GateSection
        title="What they may do"
        summary={sectionWords('may', demand, false)}
        errors={errorsOfSection('may', errors)}
      >
        <ActionsFields {...part} hasOutcomes={false} />
        <FormBuilder form={demand.form} disabled={false} onChange={(form) => part.set('form', form)} />
      </GateSection>
      <GateSection title="When" summary={sectionWords('when', demand, false)} errors={errorsOfSection('when', errors)}>
        {/* A policy lets nothing pass by itself, as a mandatory gate does not. */}
        <TimeFields {...part} gate={{ ...demand, mandatory: true }} outcomes={[]} />
      </GateSection>
    </>
  );
}

function WhoSigns(part: GatePart) {
  const { gate, errors, set } = part;
  return (
    <>
      <ReviewersFields gate={gate} errors={errors} disabled={false} nobody={leftToAuthors} set={set} />
      <QuorumField
        quorum={gate.quorum}
        error={errorAt(errors, 'quorum')}
        disabled={false}
        note="A gate may ask for more."
        onChange={(quorum) => set('quorum', quorum)}
      />
      <PeopleField
        label="Who can never let it pass"
        help="Whoever else names them. They can still send it back."
        error={errorAt(errors, 'exclude')}
        names={textsIn(gate.exclude)}
        disabled={false}
        onChange={(names) => set('exclude', names.length === 0 ? undefined : names)}
      />
      <Field
        inline
        label="Never by whoever started, wrote or edited it"
        help="Also where the workspace permits it with a mark."
      >
        <Switch
          checked={gate.selfApproval === 'never'}
          onCheckedChange={(on) => set('selfApproval', on ? 'never' : undefined)}
        />
      </Field>
    </>
  );
}
