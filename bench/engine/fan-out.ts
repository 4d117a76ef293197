import type { Case } from './case.ts';
import { empty } from './running.ts';

/** 1 → 1,000 → 1, from its acceptance to its end. */
export const fanOut: Case = {
  name: 'fan-out',
  when: 'each',
  async measure({ shared, quick }) {
    const width = quick ? 200 : 1000;
    const { door } = await shared();
    const middle = Array.from({ length: width }, (_, index) => empty(`m${index}`, ['first']));
    const steps = [
      empty('first'),
      ...middle,
      empty(
        'last',
        middle.map(({ id }) => id),
      ),
    ];
    const value = (await door.once({ name: 'fan-out', steps })) / 1000;
    return [{ row: `1 → ${width} → 1`, value, unit: 's', must: 0.5, aim: 0.2 }];
  },
};
