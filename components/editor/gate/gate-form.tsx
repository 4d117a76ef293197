'use client';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { MultiCombobox } from '#components/ui/combobox.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { useReviewers } from '#lib/client/workflows/use-reviewers.ts';
import { type GateAction, gateActions } from '#lib/domain/gate/spec.ts';
import { isObject } from '../model/draft.ts';
import { asText, orNothing } from '../panel/use-step.ts';
import { ChoicesInput, FormBuilder } from './form-builder.tsx';
import { QuorumField } from './quorum-field.tsx';

export type GateDraft = Readonly<Record<string, unknown>>;

const placements = [
  { value: 'before', label: 'Before it runs', help: 'People see its input.' },
  { value: 'after', label: 'After it ran', help: 'People see its output.' },
  { value: 'onFailure', label: 'When it fails', help: 'People see the error.' },
] as const;

const choosable = ['approve', 'modify', 'retry', 'skip', 'cancel'] as const satisfies readonly GateAction[];

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

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
  const outcomes = strings(gate.outcomes);
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
      <Reviewers gate={gate} errors={errors} disabled={disabled} set={set} />
      <QuorumField
        quorum={gate.quorum}
        error={errors.quorum}
        disabled={disabled}
        onChange={(quorum) => set('quorum', quorum)}
      />
      <Actions gate={gate} errors={errors} disabled={disabled} hasOutcomes={alone && outcomes.length > 0} set={set} />
      <FormBuilder form={gate.form} disabled={disabled} onChange={(form) => set('form', form)} />
      <Times gate={gate} errors={errors} disabled={disabled} outcomes={alone ? outcomes : []} set={set} />
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
    </div>
  );
}

type Part = {
  gate: GateDraft;
  errors: Readonly<Record<string, string>>;
  disabled: boolean;
  set: (key: string, value: unknown) => void;
};

function Reviewers({ gate, errors, disabled, set }: Part) {
  const { members, groups } = useReviewers();
  const reviewers = isObject(gate.reviewers) ? gate.reviewers : {};
  const users = strings(reviewers.users);
  const named = strings(reviewers.groups);
  const put = (next: { users: string[]; groups: string[] }) => {
    const kept = Object.fromEntries(Object.entries(next).filter(([, names]) => names.length > 0));
    set('reviewers', Object.keys(kept).length === 0 ? undefined : kept);
  };
  return (
    <>
      <Field
        label="Groups who may decide"
        error={errors['reviewers.groups'] ?? errors.reviewers}
        help={users.length + named.length === 0 ? 'Nobody is named: everyone whose role may decide gates.' : undefined}
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
      <Field label="People who may decide" error={errors['reviewers.users']}>
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

function Actions({ gate, errors, disabled, hasOutcomes, set }: Part & { hasOutcomes: boolean }) {
  const usual = hasOutcomes ? ['retry', 'skip', 'cancel'] : [...choosable];
  const offered = new Set(Array.isArray(gate.actions) ? strings(gate.actions) : usual);
  const comment = new Set(strings(gate.commentRequired));
  const mandatory = gate.mandatory === true;
  const put = (key: string, chosen: ReadonlySet<string>, otherwise: readonly string[]) => {
    const list = choosable.filter((action) => chosen.has(action));
    const same = list.length === otherwise.length && list.every((action) => otherwise.includes(action));
    set(key, same ? undefined : list);
  };
  const toggled = (from: ReadonlySet<string>, action: string, on: boolean) => {
    const next = new Set(from);
    if (on) next.add(action);
    else next.delete(action);
    return next;
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">What a reviewer may do</legend>
      <table className="text-sm">
        <thead>
          <tr className="text-left text-faint text-xs">
            <th className="py-1 font-medium">Action</th>
            <th className="py-1 font-medium">Needs a comment</th>
          </tr>
        </thead>
        <tbody>
          {choosable.map((action) => {
            const label = gateActions[action].label;
            const possible = !(mandatory && action === 'skip');
            const on = offered.has(action) && possible;
            return (
              <tr key={action}>
                <td className="py-1">
                  <Field inline label={label}>
                    <Checkbox
                      checked={on}
                      disabled={disabled || !possible || (on && offered.size === 1)}
                      onCheckedChange={(next) => put('actions', toggled(offered, action, next), usual)}
                    />
                  </Field>
                </td>
                <td className="py-1">
                  <Field inline label={`A comment to ${label.toLowerCase()}`} labelHidden>
                    <Checkbox
                      aria-label={`A comment is needed to ${label.toLowerCase()}`}
                      checked={comment.has(action)}
                      disabled={disabled || !on}
                      onCheckedChange={(next) => put('commentRequired', toggled(comment, action, next), [])}
                    />
                  </Field>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {errors.actions ? (
        <p role="alert" className="font-medium text-danger text-xs">
          {errors.actions}
        </p>
      ) : null}
      {offered.has('modify') ? (
        <Field
          label="Fields that may be edited"
          error={errors.editable}
          help="Names separated by commas. Empty: all of them."
        >
          <ChoicesInput
            placeholder="all"
            disabled={disabled}
            choices={strings(gate.editable)}
            onChange={(names) => set('editable', names.length === 0 ? undefined : names)}
          />
        </Field>
      ) : null}
      <Field inline label="Mandatory" help="It can be neither skipped nor approved by itself.">
        <Switch checked={mandatory} disabled={disabled} onCheckedChange={(on) => set('mandatory', on || undefined)} />
      </Field>
    </fieldset>
  );
}

function Times({ gate, errors, disabled, outcomes, set }: Part & { outcomes: readonly string[] }) {
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
