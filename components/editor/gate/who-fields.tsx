'use client';
import { Field } from '#components/ui/field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { listed } from '#lib/domain/listed.ts';
import { isObject } from '../model/draft.ts';
import { AidedField } from '../panel/aided-field.tsx';
import { asText } from '../panel/use-step.ts';
import { errorAt, type GatePart, textsIn } from './gate-part.ts';
import { heldWords, overruledWords } from './held.ts';
import { OverruledNote } from './overruled-note.tsx';
import { PeopleField } from './people-field.tsx';
import { QuorumField } from './quorum-field.tsx';
import { ReviewersFields } from './reviewers-fields.tsx';

/** Who is asked, how many of them, and who can never let it pass. `step`: the id of the one that the gate is at. */
export function WhoFields(part: GatePart & { step: string }) {
  const { gate, errors, disabled, held, step, set } = part;
  const reviewers = isObject(gate.reviewers) ? gate.reviewers : {};
  const holder = held.by.reviewers;
  const alsoOut = held.policies.flatMap(({ demand }) => demand.exclude ?? []);
  return (
    <>
      <OverruledNote {...part} part="reviewers" more={heldPeople(part)} />
      <ReviewersFields gate={gate} errors={errors} disabled={disabled || holder !== undefined} set={set} />
      <AidedField
        of={step}
        moment={gate.placement === 'before' ? 'before' : 'after'}
        language="cel"
        label="And whoever an expression names"
        help="CEL over the run: an e-mail, a group, or a list of them."
        placeholder="inputs.owner"
        value={asText(reviewers.expression)}
        error={errors['reviewers.expression']}
        disabled={disabled || holder !== undefined}
        onChange={(expression) => {
          const { expression: _, ...rest } = reviewers;
          const next = expression === '' ? rest : { ...rest, expression };
          set('reviewers', Object.keys(next).length === 0 ? undefined : next);
        }}
      />
      <QuorumField
        quorum={gate.quorum}
        error={errorAt(errors, 'quorum')}
        disabled={disabled || held.by.quorum !== undefined}
        note={overruledWords(held, 'quorum') ?? atLeast(part)}
        onChange={(quorum) => set('quorum', quorum)}
      />
      <PeopleField
        label="Who can never let it pass"
        help={
          alsoOut.length > 0
            ? `Beside ${listed(alsoOut)}, whom a policy of the workspace leaves out.`
            : 'Whoever else names them. They can still send it back.'
        }
        error={errorAt(errors, 'exclude')}
        names={textsIn(gate.exclude)}
        disabled={disabled}
        onChange={(names) => set('exclude', names.length === 0 ? undefined : names)}
      />
      <Field
        inline
        label="Never by whoever started, wrote or edited it"
        help={heldWords(held, 'selfApproval') ?? 'Stricter than the workspace’s own rule, for this gate only.'}
      >
        <Switch
          checked={gate.selfApproval === 'never' || held.by.selfApproval !== undefined}
          disabled={disabled || held.by.selfApproval !== undefined}
          onCheckedChange={(on) => set('selfApproval', on ? 'never' : undefined)}
        />
      </Field>
    </>
  );
}

function heldPeople({ held }: GatePart): string {
  const { demand } = held.policies.find(({ name }) => name === held.by.reviewers) ?? {};
  const names = [...(demand?.reviewers?.groups ?? []), ...(demand?.reviewers?.users ?? [])];
  return names.length > 0 ? `It asks ${listed(names)}.` : '';
}

/** The number that policies ask for at least. */
function atLeast({ held }: GatePart): string | undefined {
  const numbers = held.policies.flatMap(({ demand }) => (typeof demand.quorum === 'number' ? [demand.quorum] : []));
  return numbers.length > 0 ? `A policy of the workspace asks for ${Math.max(...numbers)} at least.` : undefined;
}
