import type { ApprovalCounts, ApprovalSummary, BulkPreview } from '../../lib/contracts/approval.ts';
import type { EmbeddedServer } from '../../lib/server/postgres/server.ts';
import type { Door } from '../engine/door.ts';
import { boot, type Running } from '../engine/running.ts';

export const reviewer = { name: 'Reviewer', email: 'reviewer@example.org', password: 'only-for-this-bench-too' };
const group = 'Release';

/** The product with a workflow whose runs wait at a gate, and somebody who may sign them and did not start them. */
export type Inbox = Running & { signer: Door; workflow: string };

export async function openInbox(server: EmbeddedServer): Promise<Inbox> {
  const running = await boot(server, { MAX_CONCURRENT_RUNS: '1000' });
  const { door } = running;
  const { id: memberId } = await door.call<{ id: string }>('POST', '/members', { ...reviewer, role: 'reviewer' });
  const { key } = await door.call<{ key: string }>('POST', '/keys', { name: 'bench', scopes: ['admin'], memberId });
  await door.call('POST', '/groups', { name: group, members: [memberId] });
  const { id: workflow } = await door.publish({
    name: 'release',
    inputs: { change: { type: 'string', default: 'none' } },
    steps: [
      { id: 'notes', kind: 'template', with: { template: '# Notes\nThe change {{ inputs.change }} goes out.' } },
      {
        id: 'sign',
        name: 'Sign the release',
        kind: 'gate',
        needs: ['notes'],
        gate: {
          title: 'May this release go out?',
          reviewers: { groups: [group] },
          due: '2d',
          expire: { after: '9d', then: 'cancel' },
        },
      },
      { id: 'out', kind: 'template', needs: ['sign'], with: { template: 'out' } },
    ],
  });
  return { ...running, signer: door.as({ authorization: `Bearer ${key}` }), workflow };
}

/** Starts runs until so many wait, each with an input of its own. */
export async function fill({ door, signer, workflow }: Inbox, count: number): Promise<void> {
  const there = await counted(signer);
  let left = count - there;
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      while (left-- > 0) await door.start(workflow, { change: `number ${left}` });
    }),
  );
  const until = performance.now() + 240_000;
  while ((await counted(signer)) < count) {
    if (performance.now() > until) throw new Error(`only ${await counted(signer)} of ${count} gates are open`);
    await new Promise((wake) => setTimeout(wake, 500));
  }
}

const counted = async (signer: Door) => (await signer.call<ApprovalCounts>('GET', '/approvals/count')).open;

/** Ids of the first so many gates of a list. */
export async function firstOf(signer: Door, query: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null && ids.length < count; ) {
    type Page = { items: ApprovalSummary[]; nextCursor: string | null };
    const page: Page = await signer.call('GET', `/approvals?${query}&limit=200${cursor && `&cursor=${cursor}`}`);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return ids.slice(0, count);
}

/** What decisions on these name. */
export async function digests(
  signer: Door,
  ids: readonly string[],
): Promise<{ id: string; digest: string; runId: string }[]> {
  const { groups } = await signer.call<BulkPreview>('POST', '/approvals/bulk/preview', { ids });
  return groups.flatMap(({ gates }) => gates);
}
