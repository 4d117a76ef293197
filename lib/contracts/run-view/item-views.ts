import type { z } from 'zod';
import { itemStatus, stepsOfItem } from '#lib/domain/run/map-items.ts';
import type { MapState, RunState } from '#lib/domain/run/state.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { MapItemsView, mapItemsQuery } from '../map-item.ts';
import { type StepFacts, stepViews } from './step-view.ts';

type Query = z.output<typeof mapItemsQuery>;
type Page = { indexes: number[]; total: number; steps: string[] };

/** An item's JSON text is shown up to here, in characters. */
const previewLength = 200;

export const noItems: MapItemsView = { items: [], nextCursor: null, total: 0 };

/** Which items of a map's latest attempt a query asks for, and their steps; null for a step that goes through no list, or not yet. */
export function pageOfItems(state: RunState, map: string, query: Query): Page | null {
  const stands = state.maps.get(map);
  if (!stands) return null;
  const { indexes, total } = found(state, map, stands, query);
  return { indexes, total, steps: indexes.flatMap((index) => stepsOfItem(state, map, stands, index)) };
}

function found(state: RunState, id: string, map: MapState, { status, cursor, limit }: Query) {
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

/** That page with the items' steps. `over`: the list, where it is kept. */
export function itemViews(
  state: RunState,
  { map, page, cursor, over }: { map: string; page: Page; cursor: number; over: readonly Json[] },
  facts: StepFacts,
): MapItemsView {
  const { indexes, total } = page;
  const steps = Map.groupBy(stepViews(state, page.steps, facts), (view) => view.item!.index);
  const end = cursor + indexes.length;
  return {
    items: indexes.map((index) => ({
      index,
      status: itemStatus(state, map, state.maps.get(map)!, index),
      preview: previewOf(over[index]),
      steps: steps.get(index) ?? [],
    })),
    nextCursor: end < total ? String(end) : null,
    total,
  };
}

const previewOf = (item: Json | undefined): string | null =>
  item === undefined ? null : (typeof item === 'string' ? item : JSON.stringify(item)).slice(0, previewLength);
