import type { Case, Figure } from './case.ts';
import { sizes } from './peers.ts';
import { chainOf } from './running.ts';

/**
 * Many small runs started together, with one call for all and with one call each: from the first accepted start to the
 * last end, their creation counted. The peers' clients start theirs in their own process.
 */
export const many: Case = {
  name: 'many',
  when: 'each',
  async measure(bench) {
    const { runs, runSteps } = sizes(bench);
    const { door } = await bench.shared();
    const measured = async (row: string, start: (workflow: string) => Promise<void>): Promise<Figure> => {
      const { id } = await door.publish(chainOf(row.replaceAll(/\W+/g, '-'), runSteps));
      await start(id);
      await door.ended(id);
      const span = await door.span(id);
      if (span.runs !== runs) throw new Error(`${span.runs} of ${runs} runs are there`);
      return { row, value: (runs * runSteps * 1000) / (span.to - span.from), unit: 'steps/s', aim: 15_000 };
    };
    return [
      await measured('many', (id) => door.startTogether(id, runs)),
      await measured('many, a call each', (id) => door.startMany(id, runs)),
    ];
  },
};
