import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../lib/server/postgres/server.ts';

type Server = Awaited<ReturnType<typeof startEmbedded>>;
const ends = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Measures on a PostgreSQL of its own, in a folder that is gone afterwards. `atEnd` names what else has to stop: the
 * latest first, the server last, also when the bench is interrupted.
 */
export async function inHouse<Result>(
  measure: (server: Server, atEnd: (stop: () => Promise<unknown>) => void) => Promise<Result>,
): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const starting = startEmbedded({ dataDir });
  const stops: (() => Promise<unknown>)[] = [];
  let ending: Promise<void> | null = null;
  const cleanUp = () => {
    ending ??= (async () => {
      // What cannot be stopped keeps nothing else from it, and hides no other trouble.
      for (const stop of stops.toReversed())
        await stop().catch((error: unknown) => process.stderr.write(`At the end: ${error}\n`));
      await (await starting.catch(() => null))?.stop();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    })();
    return ending;
  };
  const interrupted = () => void cleanUp().finally(() => process.exit(130));
  for (const signal of ends) process.once(signal, interrupted);
  try {
    return await measure(await starting, (stop) => stops.push(stop));
  } finally {
    for (const signal of ends) process.off(signal, interrupted);
    await cleanUp();
  }
}

/** On what it was measured, for the table's head. */
export const machine = () => `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
