import type { Case, Figure } from './case.ts';
import { empty } from './running.ts';
import { percentile } from './statistics.ts';

/**
 * A workflow of 50 steps started by HTTP on a quiet product: from the call until its first step is under way by the
 * database's clock, and until the command of that step itself looks at the machine's clock.
 */
export const start: Case = {
  name: 'start',
  when: 'each',
  async measure({ shared, quick }) {
    const { door } = await shared();
    const first = { id: 's0', kind: 'shell', with: { run: 'date +%s%N' } };
    const rest = Array.from({ length: 49 }, (_, index) => empty(`s${index + 1}`, [`s${index}`]));
    const { id } = await door.publish({ name: 'start', steps: [first, ...rest] });
    const [recorded, running]: [number[], number[]] = [[], []];
    for (let round = 0; round < (quick ? 20 : 60); round++) {
      const called = performance.timeOrigin + performance.now();
      const run = await door.start(id);
      await door.ended(id);
      const step = (await door.run(run)).steps.find((one) => one.id === 's0')!;
      const printed = Number((step.output as { stdout: string }).stdout) / 1e6;
      if (round < 5) continue;
      recorded.push(Date.parse(step.startedAt ?? '') - called);
      running.push(printed - called);
    }
    const limits = { unit: 'ms', must: 50, aim: 10 } as const;
    return [
      { row: 'start, p50', value: percentile(recorded, 0.5), unit: 'ms' },
      { row: 'start, p95', value: percentile(recorded, 0.95), ...limits },
      { row: 'start until the command itself runs, p95', value: percentile(running, 0.95), unit: 'ms' },
    ] satisfies Figure[];
  },
};
