import type { NewRunEvent } from '../event.ts';
import { ended } from '../evolve/ending.ts';
import { itemStep } from '../item.ts';
import type { RunState } from '../state.ts';

type Reset = Extract<NewRunEvent, { type: 'steps.reset' }>['data'];

/**
 * These steps start over. Gates that ask about their old results close. What a rule asked about them is over too: the
 * rule is looked at again with the new results and asks anew, with a gate of its own (one that went round with the
 * others would wait for steps that it holds back).
 */
export function startOver(state: RunState, { steps, ...reset }: Reset, by: RunState['actor']): NewRunEvent[] {
  const asked = new Set(steps.filter((id) => isRuleGate(state, id)));
  return [
    ...voidGates(state, steps, { by, comment: 'What it asked about is done again.', but: reset.gate }),
    ...[...asked].flatMap((step): NewRunEvent[] =>
      ended.has(state.steps.get(step)!.phase)
        ? []
        : [{ type: 'step.skipped', data: { step, how: 'notTaken', reason: 'what it asked about is done again' } }],
    ),
    { type: 'steps.reset', data: { steps: steps.filter((id) => !asked.has(id)), ...reset } },
  ];
}

/** What a rule asks: it is asked anew when the rule comes true again, and never by itself. */
export const isRuleGate = (state: RunState, id: string) =>
  state.added.get(id)?.why === 'rule' && state.stepSpecs.get(id)!.kind === 'gate';

/** The open gates of these steps, and of the items of those that are maps, close: nobody needs an answer any more. */
export function voidGates(
  state: RunState,
  steps: readonly string[],
  { by, comment, but }: { by: RunState['actor']; comment: string; but?: string },
): NewRunEvent[] {
  if (state.openGates.size === 0) return [];
  const of = new Set(steps);
  return [...state.openGates].flatMap((gate): NewRunEvent[] => {
    const { step } = state.gates.get(gate)!;
    const map = itemStep(step)?.map;
    if (gate === but || !(of.has(step) || (map !== undefined && of.has(map)))) return [];
    return [{ type: 'gate.closed', data: { gate, step, action: 'void', by, comment } }];
  });
}
