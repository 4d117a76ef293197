import type { DecisionRequest } from '#lib/contracts/approval.ts';
import { editFindings, referenceFindings } from '#lib/domain/gate/edit.ts';
import { FormSchemaError, formFindings } from '#lib/domain/gate/form.ts';
import { gateActions } from '#lib/domain/gate/spec.ts';
import { policyAt } from '#lib/domain/run/policy-of.ts';
import type { GateState, RunState } from '#lib/domain/run/state.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { refuse } from '#lib/server/refusal.ts';
import { stepKind } from '#lib/steps/registry.ts';

/**
 * Refuses with `payload_invalid` an edit beyond the editable fields, one that changes a value's type, and parameters
 * that the step's kind cannot take; and a reference to a sealed value that was not there. A result entered for a failed step has nothing to be compared with.
 */
export function checkEdit(state: RunState, gate: GateState, before: Json, after: Json): void {
  const isNew = gate.placement === 'onFailure';
  const { editable } = policyAt(state, gate);
  const findings = [
    ...referenceFindings(isNew ? undefined : before, after),
    ...(isNew ? [] : editFindings(before, after, { editable, removable: gate.placement === 'before' })),
  ];
  if (findings.length > 0)
    throw refuse('payload_invalid', { detail: `${findings[0]!.message}.`, fix: findings[0]!.fix, errors: findings });
  if (gate.placement !== 'before') return;
  const kind = stepKind(state.stepSpecs.get(gate.step)?.kind ?? '');
  const error = kind?.check(after);
  if (error)
    throw refuse('payload_invalid', {
      detail: error.message,
      fix: error.fix,
      errors: [{ path: error.place ?? '', message: error.message }],
    });
}

/** Refuses with `form_invalid`: the form is asked of everyone who lets the step pass; stopping needs none. */
export function checkForm(state: RunState, gate: GateState, request: Pick<DecisionRequest, 'action' | 'form'>): void {
  const { form } = policyAt(state, gate);
  if (!form) {
    if (request.form && Object.keys(request.form).length > 0)
      throw refuse('form_invalid', 'This gate has no form to fill in.');
    return;
  }
  if (!gateActions[request.action].letsThrough && request.form === undefined) return;
  try {
    const errors = formFindings(form as JsonObject, (request.form ?? {}) as JsonObject);
    if (errors.length === 0) return;
    const first = errors[0]!;
    throw refuse('form_invalid', { detail: `${first.path || 'The form'}: ${first.message}.`, errors });
  } catch (error) {
    if (!(error instanceof FormSchemaError)) throw error;
    throw refuse('form_invalid', {
      detail: `The form of this gate cannot be checked: ${error.message}.`,
      fix: 'Its author has to mend the form in the workflow; this run can only be cancelled or sent back.',
    });
  }
}
