import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Case, Figure } from './case.ts';
import { empty } from './running.ts';

type Task = { id: string; needs: string[]; seconds: number };
type Graph = { name: string; tasks: Task[] };

/** Milliseconds that the critical path of a graph of waits shall last. */
const pathMs = 5000;

/** Graphs of real workflows, given by whoever runs the bench, as empty template steps. */
export const graphs: Case = {
  name: 'dags',
  when: 'each',
  async measure(bench) {
    const { door } = await bench.shared();
    const figures: Figure[] = [];
    for (const { name, tasks } of read(bench)) {
      const ids = names(tasks);
      const steps = tasks.map(({ id, needs }) => empty(ids(id), needs.map(ids)));
      const value = (await door.once({ name, steps })) / 1000;
      figures.push({ row: `${name} (${tasks.length} steps)`, value, unit: 's', must: 3, aim: 1 });
    }
    return figures;
  },
};

/** The same as waits, scaled so that the critical path is five seconds: how much longer the run is than that. */
export const waits: Case = {
  name: 'waits',
  when: 'each',
  async measure(bench) {
    const { door } = await bench.shared();
    const figures: Figure[] = [];
    for (const { name, tasks } of read(bench)) {
      const ids = names(tasks);
      const scale = pathMs / criticalPath(tasks, ({ seconds }) => seconds);
      const ms = ({ seconds }: Task) => Math.round(seconds * scale);
      const steps = tasks.map((task) => ({
        id: ids(task.id),
        kind: 'wait',
        needs: task.needs.map(ids),
        with: { for: `${ms(task)}ms` },
      }));
      const took = await door.once({ name: `${name} waits`, steps });
      const value = took / criticalPath(tasks, ms);
      figures.push({ row: `${name}, waits`, value, unit: '× the critical path', must: 1.05, aim: 1.01 });
    }
    return figures;
  },
};

/** Smallest first. */
export function read({ dags, quick }: Pick<Bench, 'dags' | 'quick'>): Graph[] {
  if (dags === null) return [];
  const files = readdirSync(dags).filter((file) => file.endsWith('.json'));
  const all = files.map((file) => JSON.parse(readFileSync(join(dags, file), 'utf8')) as Graph);
  const sorted = all.toSorted((a, b) => a.tasks.length - b.tasks.length);
  return quick ? sorted.slice(0, 1) : sorted;
}

/** Ids of a foreign system are not always ids of ours. */
export function names(tasks: readonly Task[]): (id: string) => string {
  const ids = new Map(tasks.map(({ id }, index) => [id, `t${index}`]));
  return (id) => ids.get(id)!;
}

function criticalPath(tasks: readonly Task[], length: (task: Task) => number): number {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const ends = new Map<string, number>();
  const end = (task: Task): number => {
    const known = ends.get(task.id);
    if (known !== undefined) return known;
    const at = Math.max(0, ...task.needs.map((id) => end(byId.get(id)!))) + length(task);
    ends.set(task.id, at);
    return at;
  };
  return Math.max(...tasks.map(end));
}
