'use client';
import { MultiCombobox } from '#components/ui/combobox.tsx';
import { Field } from '#components/ui/field.tsx';
import { useReviewers } from '#lib/client/workflows/use-reviewers.ts';
import { isObject } from '../model/draft.ts';
import { type GatePart, textsIn } from './gate-part.ts';
import { countOf } from './people-field.tsx';

const gateNobody = 'Nobody is named: everyone whose role may decide gates.';

/** Who may decide (or what else `who` says): groups and people of the workspace. */
export function ReviewersFields({
  gate,
  errors,
  disabled,
  set,
  who = 'who may decide',
  nobody = gateNobody,
}: Omit<GatePart, 'held'> & { who?: string; nobody?: string }) {
  const { members, groups } = useReviewers();
  const reviewers = isObject(gate.reviewers) ? gate.reviewers : {};
  const users = textsIn(reviewers.users);
  const named = textsIn(reviewers.groups);
  const put = (key: 'users' | 'groups', names: string[]) => {
    const { [key]: _, ...rest } = reviewers;
    const next = names.length === 0 ? rest : { ...rest, [key]: names };
    set('reviewers', Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <>
      <Field
        label={`Groups ${who}`}
        error={errors['reviewers.groups'] ?? errors.reviewers}
        help={Object.keys(reviewers).length === 0 ? nobody : undefined}
      >
        <MultiCombobox
          disabled={disabled}
          values={named}
          emptyText="There is no such group."
          options={groups.map((group) => ({
            value: group.name,
            label: group.name,
            help: countOf(group.members.length),
          }))}
          onValuesChange={(next) => put('groups', next)}
        />
      </Field>
      <Field label={`People ${who}`} error={errors['reviewers.users']}>
        <MultiCombobox
          disabled={disabled}
          values={users}
          emptyText="There is no such member."
          options={members.map((member) => ({ value: member.email, label: member.name, help: member.email }))}
          onValuesChange={(next) => put('users', next)}
        />
      </Field>
    </>
  );
}
