import { z } from 'zod';
import type { JsonSchema } from '#components/ui/schema-form/schema.ts';
import { ruleSchema } from '#lib/domain/workflow/rule-spec.ts';

/** What can follow a rule, in the words of the panel. */
export const ruleActionWords = {
  requireApproval: 'Wait for an approval',
  escalate: 'Ask people, the rest goes on',
  requireRework: 'Start steps over',
  block: 'Fail the run',
  rollback: 'Fail the run and take it back',
  notify: 'Tell a channel',
  run: 'Run handlers',
} as const satisfies Record<z.infer<typeof ruleSchema>['then']['action'], string>;

export type RuleAction = keyof typeof ruleActionWords;
export const ruleActions = Object.keys(ruleActionWords) as RuleAction[];

const schemas = new Map(ruleSchema.shape.then.options.map((option) => [option.shape.action.value, option] as const));

/** Which key names people; it has its own fields, as at a gate. */
export const peopleKey = (action: RuleAction): string | null =>
  action === 'requireApproval' ? 'reviewers' : action === 'escalate' ? 'to' : null;

const forms = new Map<RuleAction, JsonSchema>();

/** The fields of an action that a form can draw. The same action gives the same schema. */
export function actionForm(action: RuleAction): JsonSchema {
  const known = forms.get(action);
  if (known) return known;
  const whole = z.toJSONSchema(schemas.get(action)!, { io: 'input' }) as JsonSchema;
  const apart = new Set(['action', peopleKey(action)]);
  const form = {
    ...whole,
    properties: Object.fromEntries(Object.entries(whole.properties ?? {}).filter(([key]) => !apart.has(key))),
  };
  forms.set(action, form);
  return form;
}

/** Another action, with what the last one said as far as it means the same there: a reason stays a reason. */
export function withAction(then: Readonly<Record<string, unknown>>, action: RuleAction): Record<string, unknown> {
  const shape: Record<string, z.ZodType> = schemas.get(action)!.shape;
  const kept = Object.entries(then).filter(([key, value]) => key !== 'action' && shape[key]?.safeParse(value).success);
  return { action, ...Object.fromEntries(kept) };
}

/** A name that no rule has: `Rule`, then `Rule 2`, … */
export function freeRuleName(rules: readonly unknown[]): string {
  const taken = new Set(rules.map((rule) => (rule as { name?: unknown } | null)?.name));
  for (let count = 1; ; count++) {
    const name = count === 1 ? 'Rule' : `Rule ${count}`;
    if (!taken.has(name)) return name;
  }
}
