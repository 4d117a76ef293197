import type { Figure } from '../engine/case.ts';
import type { Door } from '../engine/door.ts';
import { percentile } from '../engine/statistics.ts';
import type { Filled } from './fill.ts';

/** Also what finds nothing: that reads the most. */
const listsOf = ({ workflow, rare, starter, group }: Filled): Record<string, string> => ({
  all: '',
  'a status': 'status=failed',
  'several statuses': 'status=running,waiting,paused,queued',
  'a status that none has': 'status=paused',
  'a workflow': `workflow=${workflow}`,
  'a workflow that seldom ran': `workflow=${rare}`,
  'a workflow and a status': `workflow=${rare}&status=failed,cancelled`,
  'who started': `startedBy=${starter}`,
  'who started: nobody': 'startedBy=nobody',
  'a label on every other run': 'label=usual',
  'a label on few': 'label=seldom',
  'a label of long ago': 'label=once',
  'two labels, each on half, hardly ever both': 'label=usual&label=other',
  'a label on none': 'label=never',
  'a label and a status': 'label=usual&status=failed',
  'a day long ago': `from=${daysAgo(21)}&to=${daysAgo(20)}`,
  'waiting for me': 'waitingFor=me',
  'waiting for a group': `waitingFor=group:${group}`,
  'waiting for a member': `waitingFor=member:${starter}`,
  'slower than usual': 'slow=1',
  'a text in many names': 'text=flow',
  'a text in a rare name': 'text=rarely',
  'a text in none': 'text=nowhere',
  'a number': 'text=%23777',
  'all at once': `text=flow&status=waiting,failed&workflow=${workflow}&startedBy=${starter}&waitingFor=group:${group}&from=${daysAgo(60)}`,
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** One call of 100 runs after the other, with everything else still; and the last page of all of them. */
export async function measureRunLists(door: Door, filled: Filled, calls: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, query] of Object.entries({ ...listsOf(filled), 'far down': await farDown(door) })) {
    const took: number[] = [];
    for (let call = 0; call < calls + 5; call++) {
      const from = performance.now();
      await door.call('GET', `/runs?limit=100&${query}`);
      if (call >= 5) took.push(performance.now() - from);
    }
    figures.push({ row: `${name}, p95`, value: percentile(took, 0.95), unit: 'ms', must: 150 });
  }
  return figures;
}

/** The page behind the 20,000th run, by the cursor that leads there. */
async function farDown(door: Door): Promise<string> {
  let cursor = '';
  for (let page = 0; page < 100; page++) {
    const query = `limit=200${cursor && `&cursor=${cursor}`}`;
    const { nextCursor } = await door.call<{ nextCursor: string | null }>('GET', `/runs?${query}`);
    if (nextCursor === null) break;
    cursor = encodeURIComponent(nextCursor);
  }
  return cursor && `cursor=${cursor}`;
}
