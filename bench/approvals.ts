import { loadavg } from 'node:os';
import { isAlive, processOf } from '../e2e/harness/processes.ts';
import type { Product } from '../e2e/harness/product.ts';
import { measureBulk } from './approvals/bulk.ts';
import { fill, type Inbox, openInbox } from './approvals/inbox.ts';
import { measureLists } from './approvals/lists.ts';
import { measureResume } from './approvals/resume.ts';
import { measureScroll } from './approvals/scroll.ts';
import type { Figure } from './engine/case.ts';
import { residentBelow } from './engine/processes.ts';
import { rowsOf, tableOf } from './engine/table.ts';
import { inHouse, machine } from './house.ts';

export type ApprovalsOptions = { quick: boolean };

const quietMs = 10_000;

/**
 * The inbox with 10,000 gates open, each of a run that waits: lists, counts, single and bulk decisions, what the worker
 * holds, scrolling in a browser. Prints a table; returns the figures.
 */
export async function benchApprovals({ quick }: ApprovalsOptions) {
  const [waiting, bulk] = quick ? [500, 100] : [10_000, 500];
  const figures: Figure[] = [];
  const failures: string[] = [];
  const attempt = async (what: string, measure: () => Promise<Figure[]>) => {
    const from = performance.now();
    try {
      figures.push(...(await measure()));
    } catch (error) {
      failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    process.stderr.write(`  ${what} ${seconds} s, load ${loadavg()[0]!.toFixed(1)}\n`);
  };
  await inHouse(async (server, atEnd) => {
    const opened = await openInbox(server);
    atEnd(() => opened.product.stop());
    const before = await workerMb(opened);
    await fill(opened, 300);
    await measureResume(opened, 100);
    await measureBulk(opened, 200);
    await attempt(`${waiting} runs come to wait`, () => fillTimed(opened, waiting));
    await attempt('memory', async () => memory(before, await workerMb(opened), await newWorkerMb(opened)));
    await measureResume(opened, 50);
    await attempt('lists', () => measureLists(opened.signer, quick ? 30 : 100));
    await attempt('decisions', () => measureResume(opened, quick ? 30 : 200));
    await attempt('bulk', () => measureBulk(opened, bulk));
    await attempt('scrolling', () => measureScroll(opened));
  });
  const rows = rowsOf(figures.map((figure) => ({ who: 'Countersign', figure })));
  const lines = [
    `approvals · ${machine()} · ${waiting.toLocaleString('en')} pending · PostgreSQL with fsync, through HTTP, audit on`,
    '',
    ...tableOf(rows),
    ...failures.map((failure) => `FAILED ${failure}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return { machine: machine(), quick, waiting, rows, failures };
}

async function fillTimed(inbox: Inbox, count: number): Promise<Figure[]> {
  const from = performance.now();
  await fill(inbox, count);
  return [{ row: `until ${count.toLocaleString('en')} wait`, value: (performance.now() - from) / 1000, unit: 's' }];
}

/** What the worker holds when nothing has moved for a while. */
async function workerMb({ product }: Inbox): Promise<number> {
  await new Promise((wake) => setTimeout(wake, quietMs));
  const pid = processOf(product, 'worker');
  return residentBelow(pid).find((one) => one.pid === pid)?.rssMb ?? Number.NaN;
}

/** The same of one that is started anew while they all wait. */
async function newWorkerMb(inbox: Inbox): Promise<number> {
  const { product } = inbox;
  const old = processOf(product, 'worker');
  process.kill(old, 'SIGTERM');
  const until = performance.now() + 60_000;
  while (isAlive(old) || !product.children().some((pid) => pid !== old && isWorker(product, pid))) {
    if (performance.now() > until) throw new Error('no worker came in the place of the one that was ended');
    await new Promise((wake) => setTimeout(wake, 200));
  }
  return workerMb(inbox);
}

function isWorker(product: Product, pid: number): boolean {
  try {
    return processOf(product, 'worker') === pid;
  } catch {
    return false;
  }
}

/** What a worker has not yet collected of 10,000 starts is no cost of waiting: another one, started anew, shows that. */
const memory = (none: number, seasoned: number, anew: number): Figure[] => [
  { row: 'worker started anew, none waiting, RSS', value: none, unit: 'MB' },
  { row: 'worker started anew, all waiting, RSS', value: anew, unit: 'MB' },
  { row: 'worker, more than with none', value: anew - none, unit: 'MB', must: 50 },
  { row: 'worker that brought them there, RSS', value: seasoned, unit: 'MB' },
];
