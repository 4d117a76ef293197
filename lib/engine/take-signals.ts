import { evaluate, expressionRoots } from '#lib/domain/expression/evaluate.ts';
import { buildScope, scopeRefs } from '#lib/domain/run/scope.ts';
import type { SignalState } from '#lib/domain/run/state.ts';
import { isRef } from '#lib/domain/run/value.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import type { Draft } from './draft.ts';
import { packOr, type SettleTools } from './settle.ts';

/** Gives each suspended step the oldest signal that it waits for; a signal without such a step is kept. */
export async function takeSignals(draft: Draft, tools: SettleTools): Promise<void> {
  const { state } = draft;
  for (const id of [...state.suspended]) {
    const { wait, attempt } = state.steps.get(id)!;
    if (wait?.event === undefined) continue;
    for (const signal of state.signals.filter(({ name }) => name === wait.event)) {
      const event = await eventOf(signal, tools);
      if (wait.match !== undefined && !(await fits(draft, id, wait.match, event, tools))) continue;
      const output = packOr(draft, event, 'event', tools);
      if ('value' in output)
        draft.take({ type: 'takeSignal', step: id, attempt, signal: signal.id, output: output.value });
      break;
    }
  }
}

async function eventOf({ name, data, actor, at }: SignalState, { values }: SettleTools): Promise<JsonObject> {
  if (isRef(data)) await values.load([data.ref]);
  return { event: name, data: values.resolve(data), by: actor.name, at: new Date(at).toISOString() };
}

/** An expression that a signal's data do not suit is no fit: whoever sends signals cannot break a wait. */
async function fits(
  { state }: Draft,
  id: string,
  match: string,
  event: JsonObject,
  { values }: SettleTools,
): Promise<boolean> {
  const paths = expressionRoots(match);
  await values.load(scopeRefs(state, paths, id));
  const result = evaluate(match, { ...buildScope(state, id, paths, values.resolve), event });
  return result.ok && result.value === true;
}
