import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planOf } from '../workflow/plan.ts';
import { workflowSchema } from '../workflow/spec.ts';
import { fold } from './evolve.ts';
import { firstDifference, invariants } from './testing/invariants.ts';
import { Play } from './testing/play.ts';
import { settle } from './testing/random-moves.ts';

/** Graphs of real scientific workflows (WfCommons WfInstances), where the machine has them: they are no part of this. */
const folder = process.env.DAGS ?? '../shared/data/dags';
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];

type Graph = { name: string; source: string; tasks: { id: string; needs: string[]; seconds: number }[] };

/** A small generator with a seed, so that a failure comes again. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function workflowOf({ tasks }: Graph) {
  const names = new Map(tasks.map(({ id }, index) => [id, `t${index}`]));
  return workflowSchema.parse({
    name: 'graph',
    steps: tasks.map(({ id, needs }) => ({
      id: names.get(id),
      kind: 'shell',
      needs: needs.map((need) => names.get(need)!),
      retry: { max: 1, initial: '1s', jitter: false },
    })),
  });
}

/** Runs it in virtual time: each attempt lasts as long as it was measured; some fail. */
function run(graph: Graph, { failures, watch }: { failures: number; watch: boolean }): Play {
  const random = chance(7);
  const play = new Play(workflowOf(graph));
  const watches = watch ? invariants.slice(0, 4).map(({ make }) => make(play)) : [];
  play.heard = (command, events) => {
    for (const { heard } of watches) heard?.(command, events);
  };
  settle(play);
  const ends = new Map<string, number>();
  while (play.run.finishedAt === null) {
    for (const id of play.run.active)
      if (!ends.has(id)) ends.set(id, play.now + graph.tasks[Number(id.slice(1))]!.seconds * 1000);
    const next = [...ends].reduce((a, b) => (b[1] < a[1] ? b : a), ['', Number.POSITIVE_INFINITY]);
    const retryAt = Math.min(...[...play.run.retrying].map((id) => play.run.steps.get(id)!.retryAt!));
    play.now = Math.max(play.now, Math.min(next[1], retryAt));
    if (next[1] <= retryAt) {
      const [step] = next;
      ends.delete(step);
      const about = { step, attempt: play.run.steps.get(step)!.attempt };
      if (random() < failures)
        play.do({ type: 'attemptFailed', ...about, error: { kind: 'error', message: 'no' }, random: 0 });
      else play.do({ type: 'attemptSucceeded', ...about, output: { v: 1 } });
    }
    settle(play);
  }
  return play;
}

describe.skipIf(files.length === 0)('graphs of real workflows', () => {
  for (const file of files) {
    const graph: Graph = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));

    it(`${file} takes as long as its longest chain, which the plan foretells`, () => {
      const play = run(graph, { failures: 0, watch: false });
      const durations = Object.fromEntries(graph.tasks.map(({ seconds }, index) => [`t${index}`, seconds * 1000]));
      expect(play.run.status).toBe('succeeded');
      expect(Math.abs(play.now - 1000 - planOf(workflowOf(graph), durations).expectedMs!)).toBeLessThan(1);
    });

    it(`${file} keeps the invariants while steps fail`, () => {
      const play = run(graph, { failures: 0.05, watch: true });
      expect(['succeeded', 'failed']).toContain(play.run.status);
      expect(firstDifference(fold(play.events), play.run)).toBeNull();
    });
  }
});
