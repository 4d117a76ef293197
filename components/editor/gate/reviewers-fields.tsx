'use client';
import { MultiCombobox } from '#components/ui/combobox.tsx';
import { Field } from '#components/ui/field.tsx';
import { useReviewers } from '#lib/client/workflows/use-reviewers.ts';
import { isObject } from '../model/draft.ts';
import { type GatePart, textsIn } from './gate-part.ts';

const gateNobody = 'Nobody is named: everyone whose role may decide gates.';

/** Who may decide (or what else `who` says): groups and people of the workspace. */
export function ReviewersFields({
  gate,
  errors,
  disabled,
  set,
  who = 'who may decide',
  nobody = gateNobody,
}: GatePart & { who?: string; nobody?: string }) {
  const { members, groups } = useReviewers();
  const reviewers = isObject(gate.reviewers) ? gate.reviewers : {};
  const users = textsIn(reviewers.users);
  const named = textsIn(reviewers.groups);
  const put = (next: { users: string[]; groups: string[] }) => {
    const kept = Object.fromEntries(Object.entries(next).filter(([, names]) => names.length > 0));
    set('reviewers', Object.keys(kept).length === 0 ? undefined : kept);
  };
  return (
    <>
      <Field
        label={`Groups ${who}`}
        error={errors['reviewers.groups'] ?? errors.reviewers}
        help={users.length + named.length === 0 ? nobody : undefined}
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
          onValuesChange={(next) => put({ users, groups: next })}
        />
      </Field>
      <Field label={`People ${who}`} error={errors['reviewers.users']}>
        <MultiCombobox
          disabled={disabled}
          values={users}
          emptyText="There is no such member."
          options={members.map((member) => ({ value: member.email, label: member.name, help: member.email }))}
          onValuesChange={(next) => put({ users: next, groups: named })}
        />
      </Field>
    </>
  );
}

const countOf = (count: number) => (count === 1 ? '1 person' : `${count} people`);
