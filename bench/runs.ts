import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../lib/server/postgres/server.ts';
import { boot, type Running } from './engine/running.ts';
import { rowsOf, tableOf } from './engine/table.ts';
import { fillRuns } from './runs/fill.ts';
import { measureRunLists } from './runs/lists.ts';

/** The list of runs with 100,000 of them, filter by filter. Prints a table; returns the figures. */
export async function benchRuns({ quick }: { quick: boolean }) {
  const [count, calls] = quick ? [5000, 20] : [100_000, 100];
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
    const filled = await fillRuns(running, count);
    const figures = await measureRunLists(running.door, filled, calls);
    const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
    const rows = rowsOf(figures.map((figure) => ({ who: 'Countersign', figure })));
    const told = `${count.toLocaleString('en')} runs, most of them copied by SQL; lists through HTTP`;
    process.stdout.write(
      `${[`runs · ${machine} · load ${loadavg()[0]!.toFixed(1)} · ${told}`, '', ...tableOf(rows)].join('\n')}\n`,
    );
    return { machine, quick, count, rows, failures: [] };
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupted);
    await cleanUp();
  }
}
