import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../lib/server/postgres/server.ts';
import { type EngineFigures, measurePeer, measureProduct } from './engine/measure.ts';

type Row = { name: string; rounds: EngineFigures[] };

/** Chain and many runs, the product beside DBOS and the floor, in turn on one durable Postgres. Prints a table; returns the figures. */
export async function benchEngine({ repeat }: { repeat: number }) {
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const server = await startEmbedded({ dataDir });
  const rows: Row[] = [
    { name: 'Countersign', rounds: [] },
    { name: 'DBOS Transact', rounds: [] },
    { name: 'floor (statements only)', rounds: [] },
  ];
  try {
    for (let round = 0; round < repeat; round++) {
      const names = [`product_${round}`, `dbos_${round}`, `floor_${round}`] as const;
      for (const name of names) await makeDatabase(server.ownerUrl, name);
      const at = (name: string) => Object.assign(new URL(server.ownerUrl), { pathname: `/${name}` }).href;
      rows[0]!.rounds.push(await measureProduct(server, names[0]));
      rows[1]!.rounds.push(await measurePeer('dbos.mjs', at(names[1])));
      rows[2]!.rounds.push(await measurePeer('floor.ts', at(names[2])));
    }
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const figures = rows.map(({ name, rounds }) => ({
    name,
    chainMsPerStep: median(rounds.map((round) => round.chainMsPerStep)),
    stepsPerSecond: median(rounds.map((round) => round.stepsPerSecond)),
  }));
  print(machine, repeat, figures);
  return { machine, repeat, figures, rounds: rows };
}

async function makeDatabase(ownerUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: Object.assign(new URL(ownerUrl), { pathname: '/postgres' }).href });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  await client.end();
}

function print(machine: string, repeat: number, figures: (EngineFigures & { name: string })[]): void {
  const lines = [
    `engine · ${machine} · medians of ${repeat}, PostgreSQL with fsync, the product through HTTP with audit on`,
    '',
    `${''.padEnd(26)}${'chain of 1,000, ms a step'.padStart(28)}${'500 runs × 10, steps/s'.padStart(28)}`,
    ...figures.map(
      (row) =>
        `${row.name.padEnd(26)}${row.chainMsPerStep.toFixed(3).padStart(28)}${Math.round(row.stepsPerSecond).toLocaleString('en').padStart(28)}`,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
