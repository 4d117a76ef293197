import { eventView } from '#lib/contracts/run-view/event-view.ts';
import { Recent } from '#lib/server/recent.ts';
import { database } from '#lib/storage/database.ts';
import { readEvents } from '#lib/storage/engine/read-state.ts';
import type { RunRow } from './find-run.ts';

/** Events of a run as JSON, from the seq `from` on without a gap. `reading`: more of them are on their way. */
type Stretch = { from: number; texts: string[]; weight: number; reading: Promise<void> | null };

/** In characters. */
const kept = new Recent<Stretch>(16 * 1024 * 1024);

/**
 * Events of the run after a seq, in order, at most `limit`, none later than the row's version; each as JSON text of its
 * view. Events never change, and many look at the same ones when they come back at once: those read lately are neither
 * read nor checked nor written again.
 */
export async function eventTexts(
  row: Pick<RunRow, 'id' | 'version'>,
  { after, limit }: { after: number; limit: number },
): Promise<string[]> {
  const upTo = Math.min(row.version, after + limit);
  if (upTo <= after) return [];
  for (;;) {
    const stretch = kept.get(row.id) ?? begin(row.id, after);
    if (after + 1 < stretch.from) return readTexts(row.id, after, upTo);
    // Whoever reads on has the failure; who only waited for it tries again. What was read is theirs as well, though it
    // may be too much to be kept.
    if (upTo > endOf(stretch)) await stretch.reading?.catch(() => {});
    if (upTo > endOf(stretch) && !stretch.reading) {
      if (after > endOf(stretch)) {
        kept.delete(row.id);
        continue;
      }
      await readOn(row.id, stretch, upTo);
    }
    if (upTo <= endOf(stretch)) return stretch.texts.slice(after + 1 - stretch.from, upTo + 1 - stretch.from);
  }
}

const endOf = ({ from, texts }: Stretch) => from + texts.length - 1;

function begin(id: string, after: number): Stretch {
  const stretch: Stretch = { from: after + 1, texts: [], weight: 0, reading: null };
  kept.set(id, stretch, 0);
  return stretch;
}

function readOn(id: string, stretch: Stretch, upTo: number): Promise<void> {
  stretch.reading = (async () => {
    try {
      const texts = await readTexts(id, endOf(stretch), upTo);
      for (const text of texts) {
        stretch.texts.push(text);
        stretch.weight += text.length;
      }
      kept.set(id, stretch, stretch.weight);
    } finally {
      stretch.reading = null;
    }
  })();
  return stretch.reading;
}

async function readTexts(id: string, after: number, upTo: number): Promise<string[]> {
  const events = await readEvents(database().pool, { runId: id, after, upTo });
  if (events.length !== upTo - after) throw new Error(`run ${id} should have events up to ${upTo} after ${after}`);
  return events.map((event) => JSON.stringify(eventView(event)));
}
