import type { Figure } from '../engine/case.ts';
import { digests, firstOf, type Inbox } from './inbox.ts';

/** 500 decisions in one call: seconds, and how many were not made. */
export async function measureBulk({ signer }: Inbox, count: number): Promise<Figure[]> {
  const chosen = await firstOf(signer, 'mine=1', count);
  const before = performance.now();
  const gates = await digests(signer, chosen);
  const preview = performance.now() - before;
  const decisions = gates.map(({ id, digest }) => ({ id, digest, action: 'approve' }));
  const from = performance.now();
  const { results } = await signer.call<{ results: { ok: boolean }[] }>('POST', '/approvals/bulk', { decisions });
  const seconds = (performance.now() - from) / 1000;
  return [
    { row: `bulk of ${count}`, value: seconds, unit: 's', must: 5 },
    {
      row: `bulk of ${count}: not decided`,
      value: count - results.filter(({ ok }) => ok).length,
      unit: 'errors',
      must: 0,
    },
    { row: `preview of ${count}`, value: preview / 1000, unit: 's' },
  ];
}
