import type { RunEventView } from '../../lib/contracts/run-event.ts';
import type { Door } from '../engine/door.ts';

/** Steps of a moment each, in chains side by side: about 200 step events a second while it lasts. */
const [chains, waitMs] = [10, 140];

export async function publishPaced(door: Door, seconds: number): Promise<string> {
  const length = Math.ceil((seconds * 1000) / (waitMs + 10));
  const steps = Array.from({ length: chains }, (_, chain) =>
    Array.from({ length }, (_, at) => ({
      id: `c${chain}s${at}`,
      kind: 'wait',
      needs: at === 0 ? [] : [`c${chain}s${at - 1}`],
      with: { for: `${waitMs}ms` },
    })),
  ).flat();
  return (await door.publish({ name: `paced ${seconds}`, steps })).id;
}

/** All events of a run. */
export async function eventsOf(door: Door, run: string): Promise<RunEventView[]> {
  const events: RunEventView[] = [];
  for (let after: string | null = '0'; after !== null; ) {
    type Page = { items: RunEventView[]; nextCursor: string | null };
    const page: Page = await door.call('GET', `/runs/${run}/events?after=${after}&limit=1000`);
    events.push(...page.items);
    after = page.nextCursor;
  }
  return events;
}

/** How many a second, between the first start of a step and the last end. */
export function rateOf(events: readonly RunEventView[]): number {
  const times = events.filter(({ type }) => type.startsWith('attempt.')).map(({ at }) => Date.parse(at));
  return (times.length * 1000) / (times.at(-1)! - times[0]!);
}
