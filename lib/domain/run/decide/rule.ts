import { systemActor } from '../../access/actor.ts';
import type { RuleSpec } from '../../workflow/rule-spec.ts';
import type { HolderCommand } from '../command.ts';
import type { NewRunEvent } from '../event.ts';
import type { RunState } from '../state.ts';
import { failRun, gateStep, handlerStep, however, notifyStep } from './fail.ts';
import { startOver } from './start-over.ts';

type RuleChecked = Extract<HolderCommand, { type: 'ruleChecked' }>;

/** What follows when a rule was looked at. A rule that cannot be evaluated stops the run: it may guard something. */
export function ruleChecked(state: RunState, command: RuleChecked, now: number): NewRunEvent[] {
  const rule = state.spec.rules.find(({ name }) => name === command.rule);
  if (!rule || !state.rulesDue.has(rule.name) || state.cancel || state.failing) return [];
  const { result } = command;
  if ('error' in result) {
    const error = { ...result.error, place: `rules, ${rule.name}` };
    return [
      { type: 'rule.checked', data: { rule: rule.name, holds: false, error } },
      ...failRun(state, { error, reason: `the rule “${rule.name}” could not be evaluated` }, now),
    ];
  }
  if (!result.holds) return [{ type: 'rule.checked', data: { rule: rule.name, holds: false } }];
  return [
    { type: 'rule.checked', data: { rule: rule.name, holds: true, action: rule.then.action } },
    ...consequences(state, rule, now),
  ];
}

function consequences(state: RunState, rule: RuleSpec, now: number): NewRunEvent[] {
  const { then } = rule;
  const fired = (state.rulesFired.get(rule.name) ?? 0) + 1;
  const id = ruleStepId(state, rule) + (fired === 1 ? '' : `#${fired}`);
  const added = { rule: rule.name } as const;
  switch (then.action) {
    case 'block':
    case 'rollback': {
      const reason = then.reason ?? `the rule “${rule.name}” came true`;
      const error = { kind: 'error' as const, message: reason, place: `rules, ${rule.name}` };
      return failRun(state, { error, reason, rollback: then.action === 'rollback' }, now);
    }
    case 'requireApproval': {
      const title = then.title ?? `${rule.name}: may it go on?`;
      const step = ruleGate(state, rule, id, title, then.reviewers ?? {});
      return [{ type: 'steps.added', data: { ...added, why: 'rule', steps: [step], holds: true } }];
    }
    case 'escalate': {
      const title = then.message ?? `${rule.name}: please look at this`;
      return [
        { type: 'steps.added', data: { ...added, why: 'rule', steps: [ruleGate(state, rule, id, title, then.to)] } },
      ];
    }
    case 'requireRework':
      return rework(state, rule, then, fired, now);
    case 'notify':
      return [{ type: 'steps.added', data: { ...added, why: 'rule', steps: [notifyStep(id, then, rule.name)] } }];
    case 'run': {
      const steps = then.handlers.flatMap((name) => handlerStep(state.spec, name, `${id}:${name}`) ?? []);
      return [{ type: 'steps.added', data: { ...added, why: 'rule', steps } }];
    }
  }
}

/** `rule:2-too-many-errors`: safe in an address, and its number tells rules of like names apart. */
function ruleStepId(state: RunState, rule: RuleSpec): string {
  const words = rule.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `rule:${state.spec.rules.indexOf(rule) + 1}${words ? `-${words}` : ''}`;
}

/** A gate that shows why the rule came true; sent back, the steps that the rule names start over. */
function ruleGate(
  state: RunState,
  rule: RuleSpec,
  id: string,
  title: string,
  reviewers: { users?: string[]; groups?: string[] },
) {
  const named = state.ruleSteps.get(rule.name) ?? [];
  const payload = { rule: rule.name, when: rule.when };
  const step = gateStep(id, {
    title,
    reviewers: { users: reviewers.users ?? [], groups: reviewers.groups ?? [] },
    payload,
    rework: named,
  });
  // It needs what it shows: results beside the payload, and the way that a rework takes.
  return { ...step, needs: named.flatMap(however), join: named.length };
}

function rework(
  state: RunState,
  rule: RuleSpec,
  then: Extract<RuleSpec['then'], { action: 'requireRework' }>,
  fired: number,
  now: number,
): NewRunEvent[] {
  const max = then.max ?? 1;
  if (fired > max) {
    const reason = `the rule “${rule.name}” still holds after ${max} ${max === 1 ? 'rework' : 'reworks'}`;
    return failRun(state, { error: { kind: 'error', message: reason, place: `rules, ${rule.name}` }, reason }, now);
  }
  const steps = below(state, then.steps ?? state.ruleSteps.get(rule.name) ?? []);
  const feedback = then.feedback ?? `${rule.name}: ${rule.when}`;
  return startOver(state, { steps, by: systemActor, rule: rule.name, feedback }, systemActor);
}

/** These steps and everything after them that is not under way just now. */
function below(state: RunState, from: readonly string[]): string[] {
  const chosen = new Set<string>();
  const open = from.filter((id) => state.steps.has(id));
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { phase } = state.steps.get(at)!;
    if (chosen.has(at) || state.active.has(at) || state.suspended.has(at) || phase === 'pending') continue;
    chosen.add(at);
    for (const edge of state.dependents.get(at) ?? []) open.push(edge.step);
  }
  return [...state.steps.keys()].filter((id) => chosen.has(id));
}
