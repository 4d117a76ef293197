import type { Case } from './case.ts';
import { chain } from './chain.ts';
import { crowd } from './crowd.ts';
import { fanOut } from './fan-out.ts';
import { graphs, waits } from './graphs.ts';
import { growth } from './growth.ts';
import { many } from './many.ts';
import { map } from './map.ts';
import { memory } from './memory.ts';
import { small } from './small.ts';
import { start } from './start.ts';
import { twoWorkers } from './two-workers.ts';

/** In the order in which they are measured. */
export const cases: readonly Case[] = [
  memory,
  chain,
  many,
  fanOut,
  map,
  start,
  graphs,
  waits,
  small,
  twoWorkers,
  crowd,
  growth,
];

/** What the table of figures leaves out, and why. */
export const missing = [
  'script overhead: this version has no step kind `script`',
  'metrics and traces on against off: this version has neither',
];
