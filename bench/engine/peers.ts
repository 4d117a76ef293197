import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { EmbeddedServer } from '../../lib/server/postgres/server.ts';
import type { Figure } from './case.ts';
import { makeDatabase } from './database.ts';
import { median } from './statistics.ts';

/**
 * Steps of the one chain, and runs of so many steps together, which each process does so many times: the median counts,
 * since the first ones compile its code. The same for the product and each peer.
 */
export const sizes = ({ quick }: { quick: boolean }) =>
  quick ? { steps: 200, runs: 100, runSteps: 10, takes: 3 } : { steps: 1000, runs: 500, runSteps: 10, takes: 5 };

/** Each in a process of its own; those on PostgreSQL have a database of their own in the same server. */
export const peers = { DBOS: 'dbos.mjs', Restate: 'restate.mjs', floor: 'floor.ts' } as const;
export type Peer = keyof typeof peers;

export async function measurePeer(peer: Peer, server: EmbeddedServer, quick: boolean): Promise<Figure[]> {
  const url = Object.assign(new URL(server.ownerUrl), { pathname: `/${await makeDatabase(server)}` }).href;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, '../peers', peers[peer]), ...Object.values(sizes({ quick })).map(String)],
    {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', DATABASE_URL: url },
      timeout: 90_000,
      maxBuffer: 64 << 20,
    },
  );
  type Told = { chainMsPerStep: number; stepsPerSecond: number[] };
  const { chainMsPerStep, stepsPerSecond } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Told;
  return [
    { row: 'chain', value: chainMsPerStep, unit: 'ms a step' },
    { row: 'many', value: median(stepsPerSecond), unit: 'steps/s' },
  ];
}
