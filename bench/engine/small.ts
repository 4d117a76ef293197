import { spawnSync } from 'node:child_process';
import type { Case, Figure } from './case.ts';
import type { Door } from './door.ts';
import { median } from './statistics.ts';

/** What single things cost: a cached result, a large template, a command. */
export const small: Case = {
  name: 'small',
  when: 'each',
  async measure({ shared, quick }) {
    const { door } = await shared();
    return [await lookup(door, quick ? 50 : 200), await substitutions(door), await command(door, quick ? 10 : 40)];
  },
};

/** A chain of commands whose results are kept: from the second run on each is looked up and nothing is done. */
async function lookup(door: Door, length: number): Promise<Figure> {
  const steps = Array.from({ length }, (_, index) => ({
    id: `s${index}`,
    kind: 'shell',
    needs: index === 0 ? [] : [`s${index - 1}`],
    with: { run: 'true' },
    cache: { key: `${index}` },
  }));
  const { id } = await door.publish({ name: 'kept', steps });
  const spans: number[] = [];
  for (let round = 0; round < 3; round++) {
    const run = await door.start(id);
    await door.ended(id);
    const { queuedAt, finishedAt } = await door.run(run);
    spans.push(Date.parse(finishedAt ?? '') - Date.parse(queuedAt));
  }
  return { row: 'cache lookup', value: median(spans.slice(1)) / length, unit: 'ms a step', must: 2 };
}

/** One step with 10,000 places to fill, beside the same run with none. */
async function substitutions(door: Door): Promise<Figure> {
  const inputs = { name: { type: 'string' } };
  const of = (template: string) => ({
    name: 'letters',
    inputs,
    steps: [{ id: 'one', kind: 'template', with: { template } }],
  });
  const spans = { full: [] as number[], empty: [] as number[] };
  for (const [which, template] of [
    ['full', '{{ inputs.name }} '.repeat(10_000)],
    ['empty', 'x'],
  ] as const) {
    const { id } = await door.publish(of(template));
    for (let round = 0; round < 7; round++) {
      const run = await door.start(id, { name: 'Ada' });
      await door.ended(id);
      const { queuedAt, finishedAt, status } = await door.run(run);
      if (status !== 'succeeded') throw new Error(`the template of 10,000 places ended ${status}`);
      spans[which].push(Date.parse(finishedAt ?? '') - Date.parse(queuedAt));
    }
  }
  return {
    row: '10,000 substitutions',
    value: Math.max(0, median(spans.full) - median(spans.empty)),
    unit: 'ms',
    must: 50,
  };
}

/** A chain of commands that do nothing, beside the same command started by hand. */
async function command(door: Door, length: number): Promise<Figure> {
  const steps = Array.from({ length }, (_, index) => ({
    id: `s${index}`,
    kind: 'shell',
    needs: index === 0 ? [] : [`s${index - 1}`],
    with: { run: 'true' },
  }));
  const alone = Array.from({ length: 20 }, () => {
    const from = performance.now();
    spawnSync('bash', ['-c', 'true']);
    return performance.now() - from;
  });
  const value = (await door.once({ name: 'commands', steps })) / length - median(alone);
  return { row: 'shell, beyond the command', value, unit: 'ms a step', must: 15 };
}
