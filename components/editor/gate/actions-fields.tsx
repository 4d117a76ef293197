'use client';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Field } from '#components/ui/field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { type GateAction, gateActions } from '#lib/domain/gate/spec.ts';
import { ChoicesInput } from './form-builder.tsx';
import { type GatePart, textsIn } from './gate-part.ts';

const choosable = ['approve', 'modify', 'retry', 'skip', 'cancel'] as const satisfies readonly GateAction[];

/** What a reviewer may do, and for which of it a comment is needed. */
export function ActionsFields({ gate, errors, disabled, hasOutcomes, set }: GatePart & { hasOutcomes: boolean }) {
  const usual = hasOutcomes ? ['retry', 'skip', 'cancel'] : [...choosable];
  const offered = new Set(Array.isArray(gate.actions) ? textsIn(gate.actions) : usual);
  const comment = new Set(textsIn(gate.commentRequired));
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
            choices={textsIn(gate.editable)}
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
