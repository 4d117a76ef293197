import { apply } from '#lib/domain/run/evolve.ts';
import type { RunState, StepState } from '#lib/domain/run/state.ts';
import { isRef, type Value } from '#lib/domain/run/value.ts';
import { Recent } from '#lib/server/recent.ts';
import { database } from '#lib/storage/database.ts';
import { readEvents } from '#lib/storage/engine/read-state.ts';
import { type RunRow, stateOf } from './find-run.ts';

/** A state that readers share. Nobody changes it while somebody reads; it moves on when the next one wants a later seq. */
type Kept = { state: RunState; weight: number; readers: number; moving: Promise<void> | null };

/** In characters, about. */
const kept = new Recent<Kept>(64 * 1024 * 1024);
const loading = new Map<string, Promise<Kept>>();
/** Further than this a snapshot and what follows it is nearer. */
const mostEvents = 2000;

type At = Pick<RunRow, 'id' | 'version'>;

/**
 * Lets `use` look at the run as it was at the row's version or later; it must not change the state, nor keep it. What was
 * looked at lately is not folded again: only the events that came since are read. A run of 10,000 items takes its whole
 * history otherwise, each time a page asks.
 */
export async function withState<T>(row: At, use: (state: RunState) => Promise<T> | T): Promise<T> {
  const entry = await borrow(row);
  if (!entry) return use(await stateOf(row));
  try {
    return await use(entry.state);
  } finally {
    entry.readers -= 1;
  }
}

/** Counted among its readers already; null where others look at it as it was before. */
async function borrow(row: At): Promise<Kept | null> {
  for (;;) {
    const entry = kept.get(row.id) ?? (await loaded(row));
    if (entry.moving) await entry.moving;
    else if (entry.state.seq >= row.version) {
      entry.readers += 1;
      return entry;
    } else if (entry.readers > 0) return null;
    else if (row.version - entry.state.seq > mostEvents) kept.delete(row.id);
    else await moveOn(entry, row);
  }
}

/** Folded once for all who ask for it meanwhile. */
function loaded(row: At): Promise<Kept> {
  const known = loading.get(row.id);
  if (known) return known;
  const made = stateOf(row).then((state): Kept => {
    const entry = { state, weight: weightOf(state), readers: 0, moving: null };
    kept.set(row.id, entry, entry.weight);
    return entry;
  });
  loading.set(row.id, made);
  return made.finally(() => loading.delete(row.id));
}

function moveOn(entry: Kept, { id, version }: At): Promise<void> {
  entry.moving = (async () => {
    try {
      const { state } = entry;
      for (const event of await readEvents(database().pool, { runId: id, after: state.seq, upTo: version })) {
        apply(state, event);
        entry.weight += JSON.stringify(event.data).length;
      }
      if (state.seq !== version) throw new Error(`run ${id} is at ${version} but its events end at ${state.seq}`);
      kept.set(id, entry, entry.weight);
    } catch (error) {
      // Half moved on it is worth nothing.
      kept.delete(id);
      throw error;
    } finally {
      entry.moving = null;
    }
  })();
  return entry.moving;
}

/** What a step takes beside the values it holds. */
const ownWeight = 1000;

function weightOf({ steps, seq }: RunState): number {
  let weight = seq;
  for (const step of steps.values()) weight += weightOfStep(step);
  return weight;
}

const weightOfStep = ({ params, output }: StepState) => ownWeight + weightOfValue(params) + weightOfValue(output);

const weightOfValue = (value: Value | null) => (value === null || isRef(value) ? 0 : JSON.stringify(value.v).length);
