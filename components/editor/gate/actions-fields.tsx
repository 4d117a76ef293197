'use client';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Field } from '#components/ui/field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { type GateAction, gateActions } from '#lib/domain/gate/spec.ts';
import { ChoicesInput } from './form-builder.tsx';
import { errorAt, type GatePart, textsIn } from './gate-part.ts';
import { heldWords } from './held.ts';

const choosable = ['approve', 'modify', 'retry', 'skip', 'cancel'] as const satisfies readonly GateAction[];

/** What a reviewer may do, for which of it a comment is needed, and what of it somebody else has to sign too. */
export function ActionsFields({ gate, errors, disabled, held, hasOutcomes, set }: GatePart & { hasOutcomes: boolean }) {
  const usual = hasOutcomes ? ['retry', 'skip', 'cancel'] : [...choosable];
  const offered = new Set(Array.isArray(gate.actions) ? textsIn(gate.actions) : usual);
  const comment = new Set(textsIn(gate.commentRequired));
  const mandatory = gate.mandatory === true || held.by.mandatory !== undefined;
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
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="spoken">What a reviewer may do</legend>
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
            const barredBy = held.barred[action];
            const possible = barredBy === undefined && !(mandatory && action === 'skip');
            const on = offered.has(action) && possible;
            const asked = held.commented[action] !== undefined;
            return (
              <tr key={action}>
                <td className="py-1">
                  <Field inline label={label} help={barredBy ? `Not under the policy “${barredBy}”.` : undefined}>
                    <Checkbox
                      checked={on}
                      disabled={disabled || !possible || (on && offered.size === 1)}
                      onCheckedChange={(next) => put('actions', toggled(offered, action, next), usual)}
                    />
                  </Field>
                </td>
                <td className="py-1 align-top">
                  <Checkbox
                    aria-label={`A comment is needed to ${label.toLowerCase()}`}
                    checked={comment.has(action) || (asked && on)}
                    disabled={disabled || !on || asked}
                    onCheckedChange={(next) => put('commentRequired', toggled(comment, action, next), [])}
                  />
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
      <Field
        inline
        label="Mandatory"
        help={heldWords(held, 'mandatory') ?? 'It can be neither skipped nor approved by itself.'}
      >
        <Switch
          checked={mandatory}
          disabled={disabled || held.by.mandatory !== undefined}
          onCheckedChange={(on) => set('mandatory', on || undefined)}
        />
      </Field>
      <Field
        inline
        label="Password or code again"
        help={heldWords(held, 'stepUp') ?? 'Letting it pass asks whoever decides to prove that it is them.'}
      >
        <Switch
          checked={gate.stepUp === true || held.by.stepUp !== undefined}
          disabled={disabled || held.by.stepUp !== undefined}
          onCheckedChange={(on) => set('stepUp', on || undefined)}
        />
      </Field>
      {offered.has('modify') && held.barred.modify === undefined ? (
        <>
          <Field
            label="Fields that may be edited"
            error={errorAt(errors, 'editable')}
            help="Names separated by commas. Empty: all of them."
          >
            <ChoicesInput
              placeholder="all"
              disabled={disabled}
              choices={textsIn(gate.editable)}
              onChange={(names) => set('editable', names.length === 0 ? undefined : names)}
            />
          </Field>
          <Field
            label="Fields that need a second reviewer"
            error={errorAt(errors, 'secondReviewer')}
            help="An edit of them takes effect only when somebody else approves it too."
          >
            <ChoicesInput
              placeholder="none"
              disabled={disabled}
              choices={textsIn(gate.secondReviewer)}
              onChange={(names) => set('secondReviewer', names.length === 0 ? undefined : names)}
            />
          </Field>
        </>
      ) : null}
    </fieldset>
  );
}
