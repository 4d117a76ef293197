import type { Figure } from '../engine/case.ts';
import { percentile } from '../engine/statistics.ts';
import { digests, firstOf, type Inbox } from './inbox.ts';

type Events = { items: { type: string; at: string; data: { action?: string } }[] };

/** From the vote until the next step runs, both by the database's clock, while the rest goes on waiting. */
export async function measureResume({ signer, door }: Inbox, decisions: number): Promise<Figure[]> {
  const gates = await digests(signer, await firstOf(signer, 'mine=1&sort=oldest', decisions));
  const took: number[] = [];
  const calls: number[] = [];
  for (const { id, digest, runId } of gates) {
    const from = performance.now();
    await signer.call('POST', `/approvals/${id}/decisions`, { action: 'approve', digest });
    calls.push(performance.now() - from);
    await ended(door, runId);
    const { items } = await door.call<Events>('GET', `/runs/${runId}/events?limit=500`);
    const voted = items.find(({ type }) => type === 'gate.voted')!;
    const run = await door.run(runId);
    took.push(Date.parse(run.steps.find(({ id: step }) => step === 'out')!.startedAt ?? '') - Date.parse(voted.at));
  }
  const [skip, rest] = [Math.min(5, took.length - 1), decisions];
  return [
    { row: 'decision until the next step runs, p50', value: percentile(took.slice(skip, rest), 0.5), unit: 'ms' },
    {
      row: 'decision until the next step runs, p95',
      value: percentile(took.slice(skip, rest), 0.95),
      unit: 'ms',
      must: 50,
    },
    { row: 'decision itself, p95', value: percentile(calls.slice(skip, rest), 0.95), unit: 'ms' },
  ];
}

async function ended(door: Inbox['door'], run: string): Promise<void> {
  const until = performance.now() + 30_000;
  while ((await door.run(run)).finishedAt === null) {
    if (performance.now() > until) throw new Error(`the run ${run} did not end`);
    await new Promise((wake) => setTimeout(wake, 10));
  }
}
