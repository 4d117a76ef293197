import type { Change } from './change.ts';
import type { Draft, DraftStep } from './draft.ts';
import { closesCircle, outcomesOf, readNeeds } from './need.ts';

export type DrawnWay = { source: string; target: string; on: string };

/** An edge's id is `source on target`, and step ids hold no spaces; a result's name might. */
export function wayOf(edge: string): DrawnWay {
  const parts = edge.split(' ');
  return { source: parts[0] ?? '', on: parts.slice(1, -1).join(' '), target: parts.at(-1) ?? '' };
}

/** Puts a step in the middle of a way: it follows the way's result, what came after follows its success. */
export function putBetween(step: DraftStep, way: DrawnWay, at: { x: number; y: number }): Change {
  const needs = [way.on === 'success' ? way.source : { step: way.source, on: way.on }];
  return {
    type: 'all',
    changes: [
      { type: 'steps.add', steps: [{ ...step, needs }], positions: { [step.id]: at } },
      { type: 'edge.remove', ...way },
      { type: 'edge.add', source: step.id, target: way.target, on: 'success' },
    ],
  };
}

/**
 * Leads a way elsewhere, with its result as far as the new source has it. Null when that would be a circle or changes
 * nothing.
 */
export function reroute(draft: Draft, way: DrawnWay, to: { source: string; target: string }): Change | null {
  if (to.source === way.source && to.target === way.target) return null;
  const remove: Change = { type: 'edge.remove', ...way };
  const target = draft.steps[way.target];
  if (!target || to.source === to.target) return null;
  const without = readNeeds(target.needs).filter((need) => need.step !== way.source || need.on !== way.on);
  const steps = { ...draft.steps, [way.target]: { ...target, needs: without.map(({ step }) => step) } };
  if (closesCircle(steps, to.source, to.target)) return null;
  const named = outcomesOf(draft.steps[way.source]).includes(way.on);
  const on = named && !outcomesOf(draft.steps[to.source]).includes(way.on) ? 'success' : way.on;
  return { type: 'all', changes: [remove, { type: 'edge.add', ...to, on }] };
}
