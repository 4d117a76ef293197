import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startProduct } from '../../e2e/harness/product.ts';
import type { EmbeddedServer } from '../../lib/server/postgres/server.ts';
import { Door } from './product.ts';

/** ms a step of a chain of 1,000, and steps a second of 500 runs × 10 started together. */
export type EngineFigures = { chainMsPerStep: number; stepsPerSecond: number };

const size = { steps: 1000, runs: 500, runSteps: 10 };
/** Starts sent at the same time by the client. */
const starters = 32;

/** The product: web and worker processes as shipped, everything through HTTP, creation of the runs counted. */
export async function measureProduct(server: EmbeddedServer, database: string): Promise<EngineFigures> {
  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  const product = await startProduct({
    admin: { email: 'owner@example.org', password: 'only-for-this-bench' },
    env: { DATABASE_URL: at(server.applicationUrl), DATABASE_OWNER_URL: at(server.ownerUrl) },
  });
  try {
    const door = new Door(product);
    const warm = await door.chain('warm-up', 50);
    await door.run(warm);
    await door.ended(warm);
    const long = await door.chain('chain', size.steps);
    await door.run(long);
    await door.ended(long);
    const chain = await door.span(long);
    const short = await door.chain('many', size.runSteps);
    let left = size.runs;
    await Promise.all(
      Array.from({ length: starters }, async () => {
        while (left-- > 0) await door.run(short);
      }),
    );
    await door.ended(short);
    const many = await door.span(short);
    if (many.runs !== size.runs) throw new Error(`${many.runs} of ${size.runs} runs are there`);
    return {
      chainMsPerStep: (chain.to - chain.from) / size.steps,
      stepsPerSecond: (size.runs * size.runSteps * 1000) / (many.to - many.from),
    };
  } finally {
    await product.stop();
  }
}

/** A peer in a process of its own, on a database of its own in the same Postgres. */
export async function measurePeer(file: string, url: string): Promise<EngineFigures> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, '../peers', file), ...Object.values(size).map(String)],
    {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', DATABASE_URL: url },
      timeout: 180_000,
      maxBuffer: 64 << 20,
    },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as EngineFigures;
}
