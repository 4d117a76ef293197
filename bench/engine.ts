import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../lib/server/postgres/server.ts';
import type { Case, Figure } from './engine/case.ts';
import { cases, missing } from './engine/cases.ts';
import { measurePeer, type Peer, peers } from './engine/peers.ts';
import { Round } from './engine/round.ts';
import { rowsOf, tableOf, type Who } from './engine/table.ts';

export type EngineOptions = { repeat: number; quick: boolean; dags: string | null; only: readonly string[] };

/** A case that takes longer than this has failed, and the rest goes on. */
const patienceMs = 240_000;

/**
 * The engine through its shipped doors, beside peers on the same durable PostgreSQL or with their own fsynced store, in
 * turn. Prints a table; returns the figures. `only` picks cases; without it all but those that want to be named.
 */
export async function benchEngine({ repeat, quick, dags, only }: EngineOptions) {
  const unknown = only.find((name) => !cases.some((one) => one.name === name));
  if (unknown !== undefined)
    throw new RangeError(
      `There is no case ${JSON.stringify(unknown)}; there are: ${cases.map(({ name }) => name).join(', ')}.`,
    );
  const chosen = cases.filter(({ name, when }) => (only.length > 0 ? only.includes(name) : when !== 'named'));
  const beside = chosen.some(({ name }) => name === 'chain' || name === 'many');
  const measured: { who: Who; figure: Figure }[] = [];
  const failures: string[] = [];
  const load: number[] = [];
  const attempt = async (who: Who, what: string, measure: () => Promise<Figure[]>) => {
    const from = performance.now();
    try {
      for (const figure of await within(measure())) measured.push({ who, figure });
    } catch (error) {
      failures.push(`${who}, ${what}: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    } finally {
      progress(`${who} ${what} ${((performance.now() - from) / 1000).toFixed(1)} s, load ${loadavg()[0]!.toFixed(1)}`);
      load.push(loadavg()[0]!);
    }
    return true;
  };

  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const starting = startEmbedded({ dataDir });
  let round: Round | null = null;
  let ending: Promise<void> | null = null;
  const cleanUp = () => {
    ending ??= (async () => {
      await round?.end();
      await (await starting.catch(() => null))?.stop();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    })();
    return ending;
  };
  const interrupted = () => void cleanUp().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupted);
  try {
    const server = await starting;
    for (let index = 0; index < repeat; index++) {
      round = new Round(server, { quick, dags });
      for (const one of chosen.filter((each) => isDue(each, index)))
        if (!(await attempt('Countersign', one.name, () => one.measure(round!.bench)))) await round.end();
        else await round.endFresh();
      await round.end();
      if (beside)
        for (const peer of Object.keys(peers) as Peer[])
          await attempt(peer, 'chain and many', () => measurePeer(peer, server, quick));
    }
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupted);
    await cleanUp();
  }
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const rows = rowsOf(measured);
  const loads = `load ${Math.min(...load).toFixed(1)} to ${Math.max(...load).toFixed(1)}`;
  const lines = [
    `engine · ${machine} · medians of ${repeat}${quick ? ' · small sizes' : ''} · PostgreSQL with fsync, through HTTP, audit on · ${loads}`,
    '',
    ...tableOf(rows),
    '',
    ...(dags === null ? ['Not measured: real graphs (give a folder of them with --dags).'] : []),
    ...missing.map((what) => `Not measured: ${what}.`),
    ...failures.map((failure) => `FAILED ${failure}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return { machine, repeat, quick, load, rows, failures };
}

const isDue = ({ when }: Case, round: number) => when === 'each' || round === 0;

function within<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${patienceMs / 1000} s`)), patienceMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Says on the terminal how far it is; a file that keeps the table does not get it. */
function progress(line: string): void {
  process.stderr.write(`  ${line}\n`);
}
