import fc from 'fast-check';
import { expect, it } from 'vitest';
import { edgeMet, ended, type StepEnd } from './evolve/ending.ts';
import { fold } from './evolve.ts';
import { fromSnapshot, toSnapshot } from './snapshot.ts';
import { Play, person } from './testing/play.ts';
import { runSentence, stepWaiting, waitingFor } from './waiting.ts';

/** Random graphs (edges point forward), random results and decisions in random order. */
const graph = fc
  .array(
    fc.record({
      needs: fc.array(
        fc.record({
          back: fc.integer({ min: 1, max: 4 }),
          on: fc.constantFrom('success', 'failure', 'always', 'notTaken', 'x'),
        }),
        { maxLength: 3 },
      ),
      join: fc.constantFrom('all', 'any', undefined),
      gate: fc.constantFrom(undefined, 'before', 'after', 'onFailure', 'alone'),
      retry: fc.constantFrom(0, 2),
      repeatable: fc.boolean(),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((steps) => ({
    name: 'w',
    steps: steps.map((step, index) => ({
      id: `s${index}`,
      kind: step.gate === 'alone' ? 'gate' : 'shell',
      needs: step.needs
        .filter((need) => need.back <= index)
        .map((need) => ({ step: `s${index - need.back}`, on: need.on })),
      ...(step.join === 'any' ? { join: 'any' as const } : {}),
      ...(step.gate === undefined
        ? {}
        : {
            gate: {
              placement: step.gate as 'before',
              ...(step.gate === 'alone'
                ? { outcomes: ['x', 'y'], actions: ['approve', 'modify', 'retry', 'skip', 'cancel'] as 'approve'[] }
                : {}),
            },
          }),
      retry: { max: step.retry, initial: '1s', jitter: false },
      repeatable: step.repeatable,
    })),
  }));

const moves = fc.array(
  fc.record({
    pick: fc.nat(),
    what: fc.constantFrom(
      'succeed',
      'succeed',
      'succeed',
      'fail',
      'lose',
      'approve',
      'approve',
      'modify',
      'retry',
      'skip',
      'outcome',
      'stale',
      'wait',
      'cancelled?',
    ),
    outcome: fc.constantFrom('x', 'y'),
  }),
  { maxLength: 60 },
);

/** One random move; whatever does not fit the moment must change nothing or be refused. */
function move(play: Play, { pick, what, outcome }: { pick: number; what: string; outcome: string }): void {
  const active = [...play.run.active];
  const gates = [...play.run.openGates];
  const step = active[pick % Math.max(1, active.length)];
  const gate = gates[pick % Math.max(1, gates.length)];
  if (what === 'wait') play.now += 1500;
  if (what === 'stale')
    expect(play.do({ type: 'attemptSucceeded', step: 's0', attempt: 99, output: { v: 1 } })).toEqual([]);
  if (what === 'cancelled?' && pick % 7 === 0 && play.run.finishedAt === null)
    play.do({ type: 'cancel', actor: person('boss'), reason: 'enough' });
  if (step !== undefined) {
    const { attempt } = play.run.steps.get(step)!;
    if (what === 'succeed') play.succeed(step, { n: pick }, outcome);
    if (what === 'fail') play.fail(step);
    if (what === 'lose') play.do({ type: 'attemptLost', step, attempt, reason: 'gone' });
  }
  if (gate !== undefined && ['approve', 'modify', 'retry', 'skip', 'outcome'].includes(what)) {
    const at = play.run.gates.get(gate)!;
    if (what !== 'outcome' || at.placement === 'alone')
      play.vote(at.step, person(`p${pick % 50}`), what as 'approve', {
        outcome: what === 'outcome' ? outcome : undefined,
        payload: what === 'modify' ? { n: pick } : undefined,
        facts: { selfApproval: 'marked' },
      });
  }
  play.settle();
  for (const id of [...play.run.retrying]) play.prepare(id);
}

function checkEvents(play: Play): void {
  const open = new Map<string, number>();
  const finished = new Set<string>();
  const gates = new Set<string>();
  let last = 0;
  let over = false;
  for (const event of play.events) {
    expect(over).toBe(false);
    expect(event.at).toBeGreaterThanOrEqual(last);
    last = event.at;
    if (event.type === 'attempt.started') {
      expect(open.has(event.data.step)).toBe(false);
      open.set(event.data.step, event.data.attempt);
    }
    if (event.type === 'attempt.succeeded' || event.type === 'attempt.failed' || event.type === 'attempt.lost') {
      const name = `${event.data.step}#${event.data.attempt}`;
      expect(open.get(event.data.step)).toBe(event.data.attempt);
      expect(finished.has(name)).toBe(false);
      finished.add(name);
      open.delete(event.data.step);
    }
    if (event.type === 'steps.reset') for (const id of event.data.steps) open.delete(id);
    if (event.type === 'gate.closed') {
      expect(gates.has(event.data.gate)).toBe(false);
      gates.add(event.data.gate);
    }
    if (event.type === 'run.finished') over = true;
  }
}

function checkNeeds(play: Play): void {
  const { run } = play;
  for (const [id, step] of run.steps) {
    if (step.phase === 'pending' || step.phase === 'notTaken' || step.phase === 'cancelled') continue;
    const spec = run.stepSpecs.get(id)!;
    const met = spec.needs.filter((need) => {
      const source = run.steps.get(need.step)!;
      return ended.has(source.phase) && edgeMet(need.on, source.phase as StepEnd, source.outcome);
    }).length;
    // A step already past its start keeps its place when rework sends an earlier one round again.
    if (!play.events.some((event) => event.type === 'steps.reset')) expect(met).toBeGreaterThanOrEqual(spec.join);
  }
}

it('holds its invariants over random graphs, results, decisions and orders', () => {
  fc.assert(
    fc.property(graph, moves, fc.constantFrom(undefined, 1, 2), (spec, list, maxSteps) => {
      const play = new Play(spec).admit(maxSteps);
      for (const one of list) {
        if (play.run.finishedAt !== null) break;
        move(play, one);
        const { run } = play;
        expect(run.unfinished).toBe([...run.steps.values()].filter((step) => !ended.has(step.phase)).length);
        // Every run ends, moves, or waits for something it names.
        if (run.finishedAt === null && run.active.size === 0) expect(waitingFor(run).length).toBeGreaterThan(0);
        // No more than it may have are under way, and a step that waits for that says so.
        expect(run.active.size).toBeLessThanOrEqual(maxSteps ?? run.steps.size);
        if (run.finishedAt === null && run.cancel === null)
          for (const id of run.ready) expect(stepWaiting(run, id)?.reason).toBe('slot');
        expect(runSentence(run).length).toBeGreaterThan(5);
      }
      checkEvents(play);
      checkNeeds(play);
      expect(fold(play.events)).toEqual(play.run);
      const half = Math.max(1, Math.floor(play.events.length / 2));
      const snapshot = fromSnapshot(JSON.parse(JSON.stringify(toSnapshot(fold(play.events.slice(0, half))!))));
      expect(fold(play.events.slice(half), snapshot)).toEqual(play.run);
    }),
    { numRuns: 400 },
  );
});

it('has no second effect when a command is repeated', () => {
  const play = new Play({ name: 'w', steps: [{ id: 'a', kind: 'shell' }] }).admit();
  const done = { type: 'attemptSucceeded', step: 'a', attempt: 1, output: { v: 1 } } as const;
  expect(play.do(done)).toHaveLength(1);
  expect(play.do(done)).toEqual([]);
});
