import type { ListOf } from '#lib/contracts/list.ts';
import type { RunView } from '#lib/contracts/run.ts';
import type { RunEventView, RunSnapshot } from '#lib/contracts/run-event.ts';
import { eventOf } from '#lib/contracts/run-view/event-view.ts';
import { api } from '../api.ts';
import { ApiError } from '../api-error.ts';
import { RunHistory } from './history.ts';
import { LiveRun } from './live-run.ts';
import { Replay } from './replay.ts';

/** A run as the page has it: as it is, what it was, and the moment that is looked at. */
type OpenRun = { run: LiveRun; history: RunHistory; replay: Replay; holders: number; watchers: Set<() => void> };

const runs = new Map<string, OpenRun>();
/** React lets go and takes hold again in one breath. */
const lettingGoMs = 1000;

/** Events in one read. */
const pageSize = 1000;

const readEvents = (id: string, after: number) =>
  api.get<ListOf<RunEventView>>(`/runs/${encodeURIComponent(id)}/events`, { query: { after, limit: pageSize } });

/** The page's one copy of a run, not open yet when nobody holds it. */
export const runOf = (id: string): LiveRun => openRun(id).run;

/** Keeps it open and current until the answer is called. */
export function holdRun(id: string): () => void {
  const entry = openRun(id);
  entry.holders += 1;
  entry.run.open();
  return () => {
    entry.holders -= 1;
    setTimeout(() => {
      if (entry.holders > 0 || runs.get(id) !== entry) return;
      entry.run.close();
      entry.history.close();
      runs.delete(id);
    }, lettingGoMs);
  };
}

export function openRun(id: string): OpenRun {
  const known = runs.get(id);
  if (known) return known;
  const path = `/runs/${encodeURIComponent(id)}`;
  const run = new LiveRun({
    snapshot: () => api.get<RunSnapshot>(`${path}/snapshot`),
    events: (after) => readEvents(id, after),
    view: () => api.get<RunView>(path),
    mayRetry: (error) => {
      const { status } = ApiError.from(error);
      return status === 0 || status === 429 || status >= 500;
    },
    nextFrame: (paint) => requestAnimationFrame(paint),
  });
  const watchers = new Set<() => void>();
  const history = new RunHistory(
    async (after) => {
      const { items, nextCursor } = await readEvents(id, after);
      return { events: items.map(eventOf), more: nextCursor !== null };
    },
    () => {
      for (const watcher of watchers) watcher();
    },
  );
  run.hear((events) => history.tell(events));
  const replay = new Replay(history, { facts: () => run.facts, nextFrame: (paint) => requestAnimationFrame(paint) });
  const entry = { run, history, replay, holders: 0, watchers };
  runs.set(id, entry);
  return entry;
}
