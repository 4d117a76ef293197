import { loadavg } from 'node:os';
import { boot } from './engine/running.ts';
import { rowsOf, tableOf } from './engine/table.ts';
import { inHouse, machine } from './house.ts';
import { fillRuns } from './runs/fill.ts';
import { measureRunLists } from './runs/lists.ts';

/** The list of runs with 100,000 of them, filter by filter. Prints a table; returns the figures. */
export async function benchRuns({ quick }: { quick: boolean }) {
  const [count, calls] = quick ? [5000, 20] : [100_000, 100];
  return inHouse(async (server, atEnd) => {
    const running = await boot(server);
    atEnd(() => running.product.stop());
    const filled = await fillRuns(running, count);
    const figures = await measureRunLists(running.door, filled, calls);
    const rows = rowsOf(figures.map((figure) => ({ who: 'Countersign', figure })));
    const told = `${count.toLocaleString('en')} runs, most of them copied by SQL; lists through HTTP`;
    process.stdout.write(
      `${[`runs · ${machine()} · load ${loadavg()[0]!.toFixed(1)} · ${told}`, '', ...tableOf(rows)].join('\n')}\n`,
    );
    return { machine: machine(), quick, count, rows, failures: [] };
  });
}
