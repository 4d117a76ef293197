import type { Duration } from '../duration.ts';
import type { JsonObject } from '../json.ts';
import type { KindRules } from '../kind-catalogue.ts';
import type { ActionSpec, StepSpec } from '../spec.ts';
import type { Checked, Place, StepList } from './check.ts';

/**
 * From where names are read: a step of a list, or nowhere in the graph (rules, what follows a failure, the workflow's
 * outputs), which sees every step.
 */
export type Vantage = {
  list: StepList | null;
  step: StepSpec | null;
  /** It runs after the step, and so sees its result (undo). */
  after: boolean;
  /** Where the step's `when` reads results, these are looked at before they are used. */
  guarded: boolean;
};

export const everywhere: Vantage = { list: null, step: null, after: false, guarded: true };

/** A kind with its parameters: a step, what is done instead of it or takes it back, or a notification. */
export type Unit = {
  kind: string;
  rules: KindRules | undefined;
  /** Without the steps of a map, which are looked at by themselves. */
  given: JsonObject;
  /** Of what holds the kind. */
  path: Place;
  /** Of the parameters. */
  at: Place;
  /** All of it, as it was written. */
  whole: JsonObject;
  timeout?: Duration | undefined;
  /** What messages call the parameters: `with`. */
  name: string;
  role: 'step' | 'fallback' | 'undo' | 'notification';
  from: Vantage;
};

export function unitsOf(checked: Checked): Unit[] {
  return [...checked.lists.flatMap((list) => unitsIn(checked, list)), ...notifications(checked)];
}

function unitsIn(checked: Checked, list: StepList): Unit[] {
  return list.steps.flatMap((step, index) => {
    const path = [...list.path, index];
    const from = { list, step, after: false, guarded: step.when !== undefined };
    const unit = (role: Unit['role'], action: ActionSpec, at: Place, vantage: Vantage): Unit => ({
      kind: action.kind,
      rules: checked.kindOf(action),
      given: ownParameters(action),
      whole: (action.with ?? {}) as JsonObject,
      timeout: action.timeout,
      path: [...path, ...at],
      at: [...path, ...at, 'with'],
      name: [...at, 'with'].join('.'),
      role,
      from: vantage,
    });
    return [
      unit('step', step, [], from),
      ...(step.fallback ?? []).map((action, nth) => unit('fallback', action, ['fallback', nth], from)),
      ...(step.undo ? [unit('undo', step.undo, ['undo'], { ...from, after: true })] : []),
    ];
  });
}

function ownParameters({ kind, with: given }: ActionSpec): JsonObject {
  if (kind !== 'map') return (given ?? {}) as JsonObject;
  const { steps: _, ...own } = given ?? {};
  return own as JsonObject;
}

/** What onFailure and rules tell somebody: parameters of the kind notify, though they stand by themselves. */
function notifications(checked: Checked): Unit[] {
  const { rules = [], onFailure } = checked.workflow;
  const unit = (params: object, path: Place, name: string): Unit => {
    const given = { subject: 'The run failed', ...params } as JsonObject;
    return {
      kind: 'notify',
      rules: checked.kindOf({ kind: 'notify' }),
      given,
      whole: given,
      path,
      at: path,
      name,
      role: 'notification',
      from: everywhere,
    };
  };
  return [
    ...(onFailure?.notify ?? []).map((given, index) =>
      unit(given, ['onFailure', 'notify', index], `onFailure.notify[${index}]`),
    ),
    ...rules.flatMap(({ then }, index) => {
      if (then.action !== 'notify') return [];
      const { action: _, ...given } = then;
      return [unit(given, ['rules', index, 'then'], 'then')];
    }),
  ];
}
