import { type DrawnStep, drawSteps } from '#components/canvas/drawing.ts';
import type { Lane } from '#components/canvas/lanes.ts';
import { type Draft, isObject } from '../model/draft.ts';

/** Steps that are no part of the graph, and whose they are: null for the handlers of a failure, else a map's id. */
export type InnerLane = Lane & { owner: string | null };

/** The lists that `innerLanes` reads; they keep their identity while nobody edits them. */
export function innerLists(steps: Draft['steps'], handlers: unknown): Record<string, unknown> {
  const lists: Record<string, unknown> = {};
  if (Array.isArray(handlers)) lists[''] = handlers;
  for (const [id, step] of Object.entries(steps))
    if (step.kind === 'map' && isObject(step.with) && Array.isArray(step.with.steps)) lists[id] = step.with.steps;
  return lists;
}

/** One lane for the handlers, one for the steps of each map; ids say whose they are and hold a space, as no step's does. */
export function innerLanes(lists: Readonly<Record<string, unknown>>): InnerLane[] {
  return Object.entries(lists).flatMap(([owner, list]) => {
    const name = owner === '' ? 'When the workflow fails' : `For each item of ${owner}`;
    const own = (id: string) => `inner ${owner} ${id}`;
    const steps = new Map<string, DrawnStep>();
    for (const step of drawSteps({ steps: list })) {
      const needs = step.needs.map((need) => ({ ...need, step: own(need.step) }));
      steps.set(step.id, { ...step, id: own(step.id), group: name, needs });
    }
    return steps.size === 0 ? [] : [{ name, owner: owner || null, steps: [...steps.values()] }];
  });
}
