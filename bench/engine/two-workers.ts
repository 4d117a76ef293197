import type { Case } from './case.ts';
import { empty } from './running.ts';
import { startWorker } from './worker.ts';

const slots = { COUNTERSIGN_SLOTS: '4' };
const sleep = { run: 'sleep 0.5' };

/** Shell steps that sleep, four slots a worker: the time with one worker against that with two on the same database. */
export const twoWorkers: Case = {
  name: 'two-workers',
  when: 'each',
  async measure({ fresh, quick }) {
    const width = quick ? 16 : 48;
    const running = await fresh(slots);
    const { door } = running;
    const sleepers = (count: number) => ({
      name: `${count} sleepers`,
      steps: [
        empty('first'),
        ...Array.from({ length: count }, (_, index) => ({
          id: `s${index}`,
          kind: 'shell',
          needs: ['first'],
          with: sleep,
        })),
      ],
    });
    await door.once(sleepers(4));
    const alone = await door.once(sleepers(width));
    const second = await startWorker(running, slots);
    try {
      await door.once(sleepers(8));
      const value = alone / (await door.once(sleepers(width)));
      return [{ row: 'two workers', value, unit: '× one worker', must: 1.8, aim: 1.95 }];
    } finally {
      await second.stop();
    }
  },
};
