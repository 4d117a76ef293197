import { loadavg } from 'node:os';
import { signIn } from '../e2e/harness/people.ts';
import { processOf } from '../e2e/harness/processes.ts';
import { openBrowser } from './browser.ts';
import type { Figure } from './engine/case.ts';
import { boot, owner, type Running } from './engine/running.ts';
import { rowsOf, tableOf } from './engine/table.ts';
import { inHouse, machine } from './house.ts';
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
  return inHouse(async (server, atEnd) => {
    const running = await boot(server);
    atEnd(() => running.product.stop());
    const figures = await measureAll(running, { seconds, clients, events });
    const rows = rowsOf(figures.map((figure) => ({ who: 'Countersign', figure })));
    const told = 'one machine for everything: PostgreSQL with fsync, web, worker, clients and Chromium';
    process.stdout.write(
      `${[`live · ${machine()} · load ${loadavg()[0]!.toFixed(1)} · ${told}`, '', ...tableOf(rows)].join('\n')}\n`,
    );
    return { machine: machine(), quick, rows, failures: [] };
  });
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
