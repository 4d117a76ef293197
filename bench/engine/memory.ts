import type { Case } from './case.ts';
import { residentBelow } from './processes.ts';

const quietMs = 10_000;

/** What supervisor, web, worker and its runner of commands hold, ten seconds after the start, when nobody has asked for anything. */
export const memory: Case = {
  name: 'memory',
  when: 'each',
  async measure({ fresh, quick }) {
    const { product } = await fresh();
    await new Promise((wake) => setTimeout(wake, quick ? 2000 : quietMs));
    const all = residentBelow(product.pid);
    if (all.length === 0) return [];
    const sum = (of: 'rssMb' | 'pssMb') => all.reduce((total, one) => total + one[of], 0);
    return [
      { row: 'memory idle, pages shared counted once', value: sum('pssMb'), unit: 'MB', must: 400, aim: 300 },
      { row: 'memory idle, sum of RSS', value: sum('rssMb'), unit: 'MB' },
      ...all.map(({ command, rssMb }) => ({
        row: `  of these ${nameOf(command)}, RSS`,
        value: rssMb,
        unit: 'MB' as const,
      })),
    ];
  },
};

const nameOf = (command: string) => /([\w-]+)\.(?:ts|mjs|js)\b/.exec(command)?.[1] ?? command.slice(0, 30);
