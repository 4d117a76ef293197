import type { z } from 'zod';
import type { MapItemsView, mapItemsQuery } from '#lib/contracts/map-item.ts';
import { itemViews, noItems, pageOfItems } from '#lib/contracts/run-view/item-views.ts';
import { stepRefs } from '#lib/contracts/run-view/step-view.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { refuse } from '#lib/server/refusal.ts';
import { findRun, type RunRow } from './find-run.ts';
import { stepFacts } from './get-run.ts';
import { readValues } from './read-values.ts';
import { withState } from './run-states.ts';

type Query = z.output<typeof mapItemsQuery>;

/** Items of a map's latest attempt, with their steps; in order, some at a time. Empty for a step that goes through no list, or not yet. */
export async function listItems(caller: Identity, id: string, step: string, query: Query): Promise<MapItemsView> {
  authorize(caller, 'run.read');
  const row = await findRun(caller, id);
  return withState(row, (state) => itemsOf(row, state, { step, query }));
}

async function itemsOf(row: RunRow, state: RunState, asked: { step: string; query: Query }): Promise<MapItemsView> {
  const { step: map, query } = asked;
  if (!state.steps.has(map)) throw refuse('not_found', 'The run has no such step.');
  const page = pageOfItems(state, map, query);
  if (!page) return noItems;
  const list = state.steps.get(map)!.params;
  const [read, facts] = await Promise.all([
    readValues(row.workspaceId, [list]),
    stepFacts(row, state, stepRefs(state, page.steps)),
  ]);
  const over = list === null ? [] : ((read(list) as { over?: Json[] }).over ?? []);
  return itemViews(state, { map, page, cursor: query.cursor, over }, facts);
}
