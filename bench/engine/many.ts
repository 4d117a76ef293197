import type { Case } from './case.ts';
import { sizes } from './peers.ts';
import { chainOf } from './running.ts';

/** Many small runs started together: from the first accepted start to the last end, their creation counted. */
export const many: Case = {
  name: 'many',
  when: 'each',
  async measure(bench) {
    const { runs, runSteps } = sizes(bench);
    const { door } = await bench.shared();
    const { id } = await door.publish(chainOf('many', runSteps));
    await door.startMany(id, runs);
    await door.ended(id);
    const span = await door.span(id);
    if (span.runs !== runs) throw new Error(`${span.runs} of ${runs} runs are there`);
    return [{ row: 'many', value: (runs * runSteps * 1000) / (span.to - span.from), unit: 'steps/s', aim: 15_000 }];
  },
};
