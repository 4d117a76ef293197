import type { EmbeddedServer } from '../../lib/server/postgres/server.ts';
import type { Running } from './running.ts';

/** What was measured once. `unit` says which way is better: all but these count down. */
export type Figure = {
  /** The row it belongs to, the same in every round. */
  row: string;
  value: number;
  unit: Unit;
  /** What issue asks of it, and what it hopes for; for some rows beside what the peers came to (see limits.ts). */
  must?: number;
  aim?: number;
};

export const units = {
  ms: { better: 'less', digits: 1 },
  s: { better: 'less', digits: 2 },
  'ms a step': { better: 'less', digits: 3 },
  'steps/s': { better: 'more', digits: 0 },
  '× the critical path': { better: 'less', digits: 3 },
  '× one worker': { better: 'more', digits: 2 },
  '× a fair turn': { better: 'less', digits: 2 },
  KB: { better: 'less', digits: 0 },
  MB: { better: 'less', digits: 0 },
  'events/s': { better: 'more', digits: 0 },
  events: { better: 'more', digits: 0 },
  '% of a core': { better: 'less', digits: 0 },
  'frames/s': { better: 'more', digits: 1 },
  errors: { better: 'less', digits: 0 },
} as const satisfies Record<string, { better: 'less' | 'more'; digits: number }>;
export type Unit = keyof typeof units;

/** What a case works with. All products stop when their round is over. */
export type Bench = {
  /** The product that the cases of a round share. */
  shared(): Promise<Running>;
  /** One of its own, on an empty database; `env` for all its processes. */
  fresh(env?: Record<string, string>): Promise<Running>;
  server: EmbeddedServer;
  /** Smaller sizes, for a look. */
  quick: boolean;
  /** A folder of graphs as JSON: `{ name, tasks: [{ id, needs, seconds }] }`. */
  dags: string | null;
};

export type Case = {
  /** What picks it on the command line. */
  name: string;
  /** `each` round; `once` a call, since it takes long; `named`: only when asked for. */
  when: 'each' | 'once' | 'named';
  measure(bench: Bench): Promise<Figure[]>;
};
