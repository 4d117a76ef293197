import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { signIn } from '../e2e/harness/people.ts';
import { processOf } from '../e2e/harness/processes.ts';
import { startEmbedded } from '../lib/server/postgres/server.ts';
import { openBrowser } from './browser.ts';
import type { Figure } from './engine/case.ts';
import { boot, owner, type Running } from './engine/running.ts';
import { rowsOf, tableOf } from './engine/table.ts';
import { measureCrowd, webMb } from './live/crowd.ts';
import { measureLongRun } from './live/long-run.ts';
import { publishPaced } from './live/paced.ts';
import { measurePixel } from './live/pixel.ts';

/**
 * Watching a run: from the event to the frame in a real browser at 200 step events a second, many clients on one run,
 * opening a long run and going through its time. Prints a table; returns the figures.
 */
export async function benchLive({ quick }: { quick: boolean }) {
  const [seconds, clients, events] = quick ? [10, 50, 2000] : [20, 200, 10_000];
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const server = await startEmbedded({ dataDir });
  let running: Running | null = null;
  const cleanUp = async () => {
    await running?.product.stop();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const interrupted = () => void cleanUp().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupted);
  try {
    running = await boot(server);
    const figures = await measureAll(running, { seconds, clients, events });
    const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
    const rows = rowsOf(figures.map((figure) => ({ who: 'Countersign', figure })));
    const told = 'one machine for everything: PostgreSQL with fsync, web, worker, clients and Chromium';
    process.stdout.write(
      `${[`live · ${machine} · load ${loadavg()[0]!.toFixed(1)} · ${told}`, '', ...tableOf(rows)].join('\n')}\n`,
    );
    return { machine, quick, rows, failures: [] };
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupted);
    await cleanUp();
  }
}

async function measureAll(
  running: Running,
  { seconds, clients, events }: { seconds: number; clients: number; events: number },
): Promise<Figure[]> {
  const { product, door } = running;
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await signIn(page, product.url, owner, '/runs');
    // The first look compiles code of the server and the browser: nobody measures it.
    await measurePixel(running, page, await publishPaced(door, 8));
    const pixel = await measurePixel(running, page, await publishPaced(door, seconds));
    const long = await measureLongRun(running, page, events);
    await page.goto('about:blank');
    const crowd = await measureCrowd(running, await publishPaced(door, seconds + 1), clients);
    const web: Figure = {
      row: 'web after all that, RSS',
      value: webMb(product.pid, processOf(product, 'main')),
      unit: 'MB',
      must: 300,
    };
    return [...pixel, ...long, ...crowd, web];
  } finally {
    await browser.close();
  }
}
