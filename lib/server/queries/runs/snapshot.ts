import type { RunSnapshot } from '#lib/contracts/run-event.ts';
import { itemStep } from '#lib/domain/run/item.ts';
import { toSnapshot } from '#lib/domain/run/snapshot.ts';
import type { RunState, StepState } from '#lib/domain/run/state.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { Recent } from '#lib/server/recent.ts';
import { findRun } from './find-run.ts';
import { withState } from './run-states.ts';

type Written = { seq: number; text: string };

/** In characters. */
const kept = new Recent<Written>(16 * 1024 * 1024);
/** Whoever is given an older one reads so many events more at most. */
const mostBehind = 200;

/**
 * The run as the fold of its events up to `seq`, as JSON text: whoever has it goes on with the events that follow. It is
 * text because the state is shared and moves on as soon as this reader is done. One that was written lately serves all who
 * come at about the same time: a run that many look at has many of them come back at once.
 */
export async function snapshotText(caller: Identity, id: string): Promise<string> {
  authorize(caller, 'run.read');
  const row = await findRun(caller, id);
  const known = kept.get(id);
  if (known && row.version - known.seq <= mostBehind) return known.text;
  const { seq, text } = await withState(row, (state) => ({
    seq: state.seq,
    text: JSON.stringify({ seq: state.seq, state: withoutItemValues(state) } satisfies RunSnapshot),
  }));
  kept.set(id, { seq, text }, text.length);
  return text;
}

/** Values of items' steps are left out: ten thousand items carry many, and pages read those in sight. */
function withoutItemValues(state: RunState): unknown {
  if (state.maps.size === 0) return toSnapshot(state);
  const light = ([id, step]: [string, StepState]): [string, StepState] =>
    itemStep(id) ? [id, { ...step, params: null, output: null }] : [id, step];
  return toSnapshot({ ...state, steps: new Map([...state.steps].map(light)) });
}
