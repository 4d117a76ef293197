import { z } from 'zod';
import { listOf } from './list.ts';
import { stepStatus } from './run-status.ts';
import { runStepResponse } from './run-step.ts';

export const itemFilters = ['all', 'failed', 'running', 'waiting'] as const;
/**
 * Items of a map that stand as `status` says. `cursor`: the place in that list to begin at (with `all`, an item's
 * number counted from 0); `nextCursor` is the next page's.
 */
export const mapItemsQuery = z.object({
  status: z.enum(itemFilters).default('all'),
  cursor: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** One item of a map; `preview`: the beginning of its JSON text, null where the list is not kept. No steps before it begins. */
export const mapItem = z
  .object({
    index: z.number(),
    status: stepStatus,
    preview: z.string().nullable(),
    steps: z.array(runStepResponse),
  })
  .meta({ id: 'MapItem' });
export type MapItemView = z.infer<typeof mapItem>;
/** `total`: how many fit the filter. */
export const mapItemsResponse = listOf(mapItem).extend({ total: z.number() });
export type MapItemsView = z.infer<typeof mapItemsResponse>;
