import type { z } from 'zod';
import type { MapItemsView, mapItemsQuery } from '#lib/contracts/run.ts';
import { itemStatus, stepsOfItem } from '#lib/domain/run/map-items.ts';
import type { MapState, RunState } from '#lib/domain/run/state.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { refuse } from '#lib/server/refusal.ts';
import { childrenOf } from './child-runs.ts';
import { findRun, type RunRow } from './find-run.ts';
import { previewsOf } from './get-run.ts';
import { readValues } from './read-values.ts';
import { withState } from './run-states.ts';
import { stepRefs, stepViews } from './step-view.ts';

type Query = z.output<typeof mapItemsQuery>;

/** An item's JSON text is shown up to here, in characters. */
const previewLength = 200;

/** Items of a map's latest attempt, with their steps; in order, some at a time. Empty for a step that goes through no list, or not yet. */
export async function listItems(caller: Identity, id: string, step: string, query: Query): Promise<MapItemsView> {
  authorize(caller, 'run.read');
  const row = await findRun(caller, id);
  return withState(row, (state) => itemsOf(row, state, { step, query }));
}

async function itemsOf(row: RunRow, state: RunState, asked: { step: string; query: Query }): Promise<MapItemsView> {
  const { step, query } = asked;
  if (!state.steps.has(step)) throw refuse('not_found', 'The run has no such step.');
  const map = state.maps.get(step);
  if (!map) return { items: [], nextCursor: null, total: 0 };
  const { indexes, total } = page(state, step, map, query);
  const ids = indexes.map((index) => stepsOfItem(state, step, map, index));
  const list = state.steps.get(step)!.params;
  const [read, previews, children] = await Promise.all([
    readValues(row.workspaceId, [list]),
    previewsOf(row.workspaceId, stepRefs(state, ids.flat())),
    childrenOf(row),
  ]);
  const over = list === null ? [] : (read(list) as { over?: Json[] }).over;
  const steps = Map.groupBy(stepViews(state, ids.flat(), { previews, children }), (view) => view.item!.index);
  const end = query.cursor + indexes.length;
  return {
    items: indexes.map((index) => ({
      index,
      status: itemStatus(state, step, map, index),
      preview: previewOf(over?.[index]),
      steps: steps.get(index) ?? [],
    })),
    nextCursor: end < total ? String(end) : null,
    total,
  };
}

function page(state: RunState, id: string, map: MapState, { status, cursor, limit }: Query) {
  if (status === 'all') {
    const length = Math.max(0, Math.min(limit, map.count - cursor));
    return { indexes: Array.from({ length }, (_, at) => cursor + at), total: map.count };
  }
  const indexes: number[] = [];
  let total = 0;
  for (let index = 0; index < map.next; index++) {
    if (itemStatus(state, id, map, index) !== status) continue;
    if (total >= cursor && indexes.length < limit) indexes.push(index);
    total += 1;
  }
  return { indexes, total };
}

const previewOf = (item: Json | undefined): string | null =>
  item === undefined ? null : (typeof item === 'string' ? item : JSON.stringify(item)).slice(0, previewLength);
