import { readFileSync } from 'node:fs';
import { Api } from '../../e2e/harness/api.ts';
import { processOf } from '../../e2e/harness/processes.ts';
import { RunListener } from '../../e2e/harness/run-listener.ts';
import type { Figure } from '../engine/case.ts';
import { residentBelow } from '../engine/processes.ts';
import type { Running } from '../engine/running.ts';
import { eventsOf, rateOf } from './paced.ts';

/** Many who follow one run: whether each gets everything, and what that costs the web process. */
export async function measureCrowd({ door, product }: Running, workflow: string, clients: number): Promise<Figure[]> {
  const web = processOf(product, 'main');
  const run = await door.start(workflow);
  const api = new Api(product.url, product.adminKey);
  const listeners = Array.from({ length: clients }, () => new RunListener(api, run));
  try {
    const [from, cpu] = [performance.now(), cpuMs(web)];
    await door.ended(workflow);
    const busy = (cpuMs(web) - cpu) / (performance.now() - from);
    const events = await eventsOf(door, run);
    await until(() => listeners.every(({ taken }) => taken.length >= events.length), 30_000);
    const wrong = listeners.filter(
      ({ taken }) => taken.length !== events.length || taken.some((seq, at) => seq !== at + 1),
    );
    return [
      { row: `${clients} clients, step events`, value: rateOf(events), unit: 'events/s' },
      { row: `${clients} clients, without all events`, value: wrong.length, unit: 'errors', must: 0 },
      { row: `${clients} clients, web busy`, value: busy * 100, unit: '% of a core' },
      { row: `${clients} clients, web RSS`, value: webMb(product.pid, web), unit: 'MB', must: 300 },
    ];
  } finally {
    for (const listener of listeners) listener.close();
  }
}

/** What a process holds, in MB. */
export const webMb = (root: number, pid: number): number =>
  residentBelow(root).find((one) => one.pid === pid)?.rssMb ?? Number.NaN;

const ticksMs = 10;

/** Time it has computed so far, in ms (Linux; elsewhere none). */
function cpuMs(pid: number): number {
  try {
    const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(after[11]) + Number(after[12])) * ticksMs;
  } catch {
    return Number.NaN;
  }
}

async function until(is: () => boolean, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  while (!is() && performance.now() < end) await new Promise((wake) => setTimeout(wake, 50));
}
