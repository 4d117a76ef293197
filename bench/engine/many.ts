import type { Case, Figure } from './case.ts';
import { sizes } from './peers.ts';
import { chainOf } from './running.ts';
import { median } from './statistics.ts';

/**
 * Many small runs started together, with one call for all and with one call each: from the first accepted start to the
 * last end, their creation counted. The peers' clients start theirs in their own process.
 */
export const many: Case = {
  name: 'many',
  when: 'each',
  async measure(bench) {
    const { runs, runSteps, takes } = sizes(bench);
    const { door } = await bench.shared();
    const measured = async (row: string, start: (workflow: string) => Promise<void>): Promise<Figure> => {
      const stepsPerSecond: number[] = [];
      for (let take = 0; take < takes; take++) {
        const { id } = await door.publish(chainOf(`${row.replaceAll(/\W+/g, '-')}-${take}`, runSteps));
        await start(id);
        await door.ended(id);
        const span = await door.span(id);
        if (span.runs !== runs) throw new Error(`${span.runs} of ${runs} runs are there`);
        stepsPerSecond.push((runs * runSteps * 1000) / (span.to - span.from));
      }
      return { row, value: median(stepsPerSecond), unit: 'steps/s', aim: 15_000 };
    };
    return [
      await measured('many', (id) => door.startTogether(id, runs)),
      await measured('many, a call each', (id) => door.startMany(id, runs)),
    ];
  },
};
