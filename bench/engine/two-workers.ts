import type { Case } from './case.ts';
import { empty } from './running.ts';
import { startWorker } from './worker.ts';

const slots = { COUNTERSIGN_SLOTS: '4' };
const sleep = { run: 'sleep 0.25' };

/** Shell steps that sleep, four slots a worker: the time with one worker against that with two on the same database. */
export const twoWorkers: Case = {
  name: 'two-workers',
  when: 'each',
  async measure({ fresh, quick }) {
    const width = quick ? 16 : 64;
    const running = await fresh(slots);
    const { door } = running;
    const sleepers = Array.from({ length: width }, (_, index) => ({
      id: `s${index}`,
      kind: 'shell',
      needs: ['first'],
      with: sleep,
    }));
    const spec = (name: string) => ({ name, steps: [empty('first'), ...sleepers] });
    await door.once({ name: 'warm-up', steps: [{ id: 'one', kind: 'shell', with: sleep }] });
    const alone = await door.once(spec('alone'));
    const second = await startWorker(running, slots);
    try {
      const value = alone / (await door.once(spec('together')));
      return [{ row: 'two workers', value, unit: '× one worker', must: 1.8, aim: 1.95 }];
    } finally {
      await second.stop();
    }
  },
};
