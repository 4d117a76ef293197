import { didYouMean } from '../../expression/closest-name.ts';
import type { GateSpec } from '../../gate/spec.ts';
import { parseDuration } from '../duration.ts';
import type { StepSpec } from '../spec.ts';
import { gatesOf, onEachList, type StepList } from './check.ts';
import { type Finding, finding } from './finding.ts';

/** Gates that cannot be passed, cannot be decided, or contradict themselves. */
export const gateChecks = onEachList((_checked, list) =>
  list.steps.flatMap((step, index) => {
    const gates = gatesOf(step);
    const base = [...list.path, index, 'gate'];
    const findings: Finding[] = [];
    const taken = new Set<string>();
    for (const [at, gate] of gates.entries()) {
      const path = Array.isArray(step.gate) ? [...base, at] : base;
      const placement = step.kind === 'gate' ? 'alone' : (gate.placement ?? 'after');
      if (taken.has(placement))
        findings.push(
          finding('gate.duplicate', {
            step: step.id,
            path,
            message: `"${step.id}" has two gates ${placement === 'alone' ? 'standing alone' : placement === 'onFailure' ? 'on failure' : placement}.`,
            fix: 'Keep one; a quorum or levels let several people sign it.',
          }),
        );
      taken.add(placement);
      findings.push(...gateFindings(step, gate, placement, path));
    }
    findings.push(...reworkFindings(step, list));
    return findings;
  }),
);

/** Steps that a gate which stands alone sends back. */
function reworkFindings(step: StepSpec, { byId, steps, path }: StepList): Finding[] {
  const rework = step.kind === 'gate' ? step.with?.rework : undefined;
  if (!Array.isArray(rework)) return [];
  return rework.flatMap((id, at) =>
    typeof id !== 'string' || byId.has(id)
      ? []
      : [
          finding('logic.dangling', {
            step: step.id,
            path: [...path, steps.indexOf(step), 'with', 'rework', at],
            message: `"${step.id}" sends back "${id.slice(0, 100)}", which does not exist.`,
            fix: didYouMean(id, byId.keys()).trim() || 'Name a step that it needs.',
          }),
        ],
  );
}

function gateFindings(step: StepSpec, gate: GateSpec, placement: string, path: (string | number)[]): Finding[] {
  const findings: Finding[] = [];
  const add = (rule: Parameters<typeof finding>[0], key: string, message: string, fix: string) =>
    findings.push(finding(rule, { step: step.id, path: [...path, key], message, fix }));
  if (step.kind === 'gate' && gate.placement && gate.placement !== 'alone')
    add(
      'gate.placement',
      'placement',
      `"${step.id}" is a step of kind gate, so its gate stands alone.`,
      'Remove placement.',
    );
  if (step.kind !== 'gate' && gate.placement === 'alone')
    add(
      'gate.placement',
      'placement',
      `Only a step of kind gate stands alone; "${step.id}" is of kind ${step.kind}.`,
      'Use before, after or onFailure, or make it a step of kind gate.',
    );

  const outcomes = gate.outcomes;
  if (outcomes && placement !== 'alone')
    add(
      'gate.outcomes',
      'outcomes',
      'Named outcomes belong to a gate that stands alone.',
      'Remove them, or put a step of kind gate behind this one.',
    );
  else if (outcomes?.length === 0)
    add('gate.outcomes', 'outcomes', 'The list of outcomes is empty.', 'Name at least one, or remove the key.');
  else if (outcomes && new Set(outcomes).size < outcomes.length)
    add('gate.outcomes', 'outcomes', 'An outcome is named twice.', 'Keep one of them.');
  const reserved = outcomes?.find((name) => ['success', 'failure', 'always', 'notTaken'].includes(name));
  if (reserved)
    add(
      'gate.outcomes',
      'outcomes',
      `"${reserved}" is what edges call a result, so it cannot name an outcome.`,
      'Choose another name.',
    );

  const named = placement === 'alone' ? (outcomes?.length ?? 0) : 0;
  const offered = gate.actions?.filter((action) => !(gate.mandatory && action === 'skip'));
  if (
    named === 0 &&
    offered &&
    !offered.some((action) => action === 'approve' || action === 'modify' || action === 'skip')
  )
    add(
      'gate.noWayOn',
      'actions',
      `Whoever decides can only ${offered.join(' or ') || 'do nothing'}.`,
      'Offer approve, modify or skip.',
    );

  const form = gate.form;
  if (form && (form.type !== 'object' || !isObject(form.properties) || !Object.values(form.properties).every(isObject)))
    add(
      'gate.form',
      'form',
      'The form is not a JSON Schema of an object with properties.',
      'Write form: { type: object, properties: { ticket: { type: string } } }.',
    );
  else if (form?.required !== undefined) {
    const required = form.required;
    const properties = form.properties as object;
    const missing = Array.isArray(required)
      ? required.find((name) => typeof name !== 'string' || !Object.hasOwn(properties, name))
      : required;
    if (missing !== undefined)
      add(
        'gate.form',
        'form',
        `The form requires ${JSON.stringify(missing)}, which is none of its properties.`,
        'Add it to properties, or remove it from required.',
      );
  }

  const actions: string[] =
    offered ?? ['approve', 'skip', 'cancel'].filter((action) => !(gate.mandatory && action === 'skip'));
  const expire = gate.expire;
  if (expire) {
    const allowed = [
      ...(gate.mandatory
        ? ['cancel']
        : ['approve', 'skip', 'cancel'].filter(
            (action) => action === 'cancel' || (actions.includes(action) && !(named > 0 && action === 'approve')),
          )),
      ...(named > 0 ? outcomes! : []),
    ];
    if (!allowed.includes(expire.then))
      add(
        'gate.expire',
        'expire',
        gate.mandatory && expire.then !== 'cancel'
          ? `A mandatory gate cannot close by itself with ${expire.then}.`
          : `This gate cannot close by itself with "${expire.then}".`,
        `Use ${allowed.join(' or ')}.`,
      );
    const dueMs = gate.due === undefined ? null : parseDuration(gate.due);
    const expireMs = parseDuration(expire.after);
    if (dueMs !== null && expireMs !== null && dueMs > expireMs)
      add('gate.due', 'due', 'The gate is due after it has closed by itself.', 'Make due shorter than expire.after.');
  }

  const users = gate.reviewers?.users ?? [];
  const groups = gate.reviewers?.groups ?? [];
  if (typeof gate.quorum === 'number' && users.length > 0 && groups.length === 0 && gate.quorum > new Set(users).size)
    add(
      'gate.quorum',
      'quorum',
      `${gate.quorum} signatures are asked for, but only ${new Set(users).size} ${users.length === 1 ? 'person is' : 'people are'} named.`,
      'Name more reviewers or a group, or lower the quorum.',
    );
  const unoffered = gate.commentRequired?.find(
    (action) => action !== 'outcome' && gate.actions && !gate.actions.includes(action),
  );
  if (unoffered)
    add(
      'gate.comment',
      'commentRequired',
      `A comment is required for ${unoffered}, which is not offered.`,
      'Offer it in actions, or remove it here.',
    );
  return findings;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
