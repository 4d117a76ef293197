import type { Figure } from '../engine/case.ts';
import type { Door } from '../engine/door.ts';
import { percentile } from '../engine/statistics.ts';

const lists: Record<string, string> = {
  'list, mine': '/approvals?mine=1&limit=100',
  'list, all': '/approvals?limit=100',
  'list, by my groups, due first': '/approvals?groups=1&sort=due&limit=100',
  'list, by text and lateness': '/approvals?q=release&due=late&limit=100',
  count: '/approvals/count',
};

/** One call after the other by one person, with everything else still. */
export async function measureLists(signer: Door, calls: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, path] of Object.entries(lists)) {
    const took: number[] = [];
    for (let call = 0; call < calls + 5; call++) {
      const from = performance.now();
      await signer.call('GET', path);
      if (call >= 5) took.push(performance.now() - from);
    }
    figures.push({ row: `${name}, p95`, value: percentile(took, 0.95), unit: 'ms', must: 100 });
  }
  return figures;
}
