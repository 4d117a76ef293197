import type { Case } from './case.ts';
import { sizes } from './peers.ts';
import { chainOf } from './running.ts';

/** One run of empty steps, each needing the one before: what a step costs by itself. */
export const chain: Case = {
  name: 'chain',
  when: 'each',
  async measure(bench) {
    const { steps } = sizes(bench);
    const { door } = await bench.shared();
    const ms = await door.once(chainOf('chain', steps));
    return [{ row: 'chain', value: ms / steps, unit: 'ms a step' }];
  },
};
