import { describe, expect, it } from 'vitest';
import { previewOf } from '../gate/preview.ts';
import { normalize } from '../workflow/normal.ts';
import { type Workflow, workflowSchema } from '../workflow/spec.ts';
import { parseRunEvent } from './event.ts';
import { fold } from './evolve.ts';
import { planRerun, unfinishedSteps } from './plan-rerun.ts';
import { fromSnapshot, toSnapshot } from './snapshot.ts';
import { Play, person } from './testing/play.ts';

const shell = (id: string, needs: unknown[] = [], more: object = {}) => ({ id, kind: 'shell', needs, ...more });
const flow = (steps: object[], more: object = {}): Workflow => workflowSchema.parse({ name: 'w', steps, ...more });
const boss = person('boss');
const gate = { reviewers: { users: ['boss@example.org'] } };
const reusing = { ...gate, reuse: true };

/** A rerun of a played run, as somebody else starts it. */
function again(
  old: Play,
  from: string[] | null,
  { spec, starter = person('second') }: { spec?: Workflow; starter?: ReturnType<typeof person> } = {},
): { play: Play; runs: string[] } {
  const workflow = spec ?? (old.run.spec as never as Workflow);
  const { reuse, runs } = planRerun(old.run, spec ? normalize(spec) : old.run.spec, from);
  const play = new Play(workflow, { starter, runId: 'run_2', reuse, input: (old.run.input as { v: never }).v }).admit();
  return { play, runs: runs.map(({ id }) => id) };
}

/** The state is what its events say, as they are stored and whichever way it is built. */
function same(play: Play): void {
  const stored = JSON.parse(JSON.stringify(play.events)) as typeof play.events;
  expect(fold(stored.map(parseRunEvent))).toEqual(play.state);
  expect(fromSnapshot(JSON.parse(JSON.stringify(toSnapshot(play.run))))).toEqual(play.state);
}

const phases = (play: Play) => Object.fromEntries([...play.run.steps].map(([id, step]) => [id, step.phase]));

describe('a rerun', () => {
  const spec = flow([shell('a'), shell('b', ['a']), shell('c', ['b']), shell('side')]);
  const failed = () => new Play(spec).admit().succeed('a', 1).succeed('side').succeed('b', 2).fail('c');

  it('takes over what ended well before it, and runs the rest', () => {
    const old = failed();
    expect(unfinishedSteps(old.run)).toEqual(['c']);
    const { play, runs } = again(old, ['c'], { spec });
    expect(runs).toEqual(['c']);
    expect(phases(play)).toEqual({ a: 'succeeded', b: 'succeeded', c: 'running', side: 'succeeded' });
    expect(play.run.steps.get('b')).toMatchObject({ reused: true, output: { v: 2 }, attempt: 1, startedAt: null });
    play.succeed('c');
    expect(play.run.status).toBe('succeeded');
    expect(play.run.steps.get('c')!.reused).toBe(false);
    same(play);
  });

  it('runs everything without a place to begin', () => {
    const { play } = again(failed(), null, { spec });
    expect(phases(play)).toMatchObject({ a: 'running', side: 'running', b: 'pending' });
  });

  it('runs what changed in the new version, and all below it', () => {
    const changed = flow([
      shell('a'),
      shell('b', ['a'], { when: 'true' }),
      shell('c', ['b']),
      shell('side'),
      shell('new'),
    ]);
    const { play, runs } = again(failed(), [], { spec: changed });
    expect(runs).toEqual(['b', 'c', 'new']);
    expect(phases(play)).toEqual({ a: 'succeeded', b: 'running', c: 'pending', side: 'succeeded', new: 'running' });
  });

  it('runs what was taken back', () => {
    const undoing = flow([shell('a', [], { undo: { kind: 'shell' } }), shell('b', ['a'])], {
      onFailure: { rollback: true },
    });
    const old = new Play(undoing).admit().succeed('a').fail('b').succeed('undo:a');
    expect(old.run.status).toBe('failed');
    expect(again(old, ['b'], { spec: undoing }).runs).toEqual(['a', 'b']);
  });

  it('does not take back what an earlier run did', () => {
    const undoing = flow([shell('a', [], { undo: { kind: 'shell' } }), shell('b', ['a'])], {
      onFailure: { rollback: true },
    });
    const old = new Play(undoing).admit().succeed('a').succeed('b');
    const { play } = again(old, ['b'], { spec: undoing });
    play.fail('b');
    expect([play.run.status, play.run.added.size]).toEqual(['failed', 0]);
  });

  it('takes a branch again, with what it left out', () => {
    const branching = flow([
      { id: 'pick', kind: 'branch', with: { cases: [{ name: 'x', when: 'true' }], default: 'y' } },
      shell('left', [{ step: 'pick', on: 'x' }]),
      shell('right', [{ step: 'pick', on: 'y' }]),
      shell('end', ['left', 'right'], { join: 'any' }),
    ]);
    const old = new Play(branching).admit().succeed('pick', 'x', 'x').succeed('left').succeed('end');
    const { play } = again(old, ['end'], { spec: branching });
    expect(phases(play)).toEqual({ pick: 'succeeded', left: 'succeeded', right: 'notTaken', end: 'running' });
    same(play);
  });

  it('checks rules on what it took over', () => {
    const ruled = flow([shell('a'), shell('b', ['a'])], {
      rules: [{ name: 'bad', when: 'steps.a.output == 1', then: { action: 'block' } }],
    });
    const old = new Play(ruled).admit().succeed('a', 1).fail('b');
    const { reuse } = planRerun(old.run, old.run.spec, ['b']);
    const play = new Play(ruled, { reuse, runId: 'run_2' });
    play.rules = { bad: true };
    play.admit();
    expect([play.run.status, play.phase('b')]).toEqual(['failed', 'cancelled']);
  });

  it('runs a step that was sent back by a reviewer, though it had a result', () => {
    const asked = flow([shell('a'), { id: 'sign', kind: 'gate', needs: ['a'], gate }, shell('c', ['sign'])]);
    const old = new Play(asked).admit().succeed('a', 1).vote('sign', boss, 'approve').fail('c');
    const { play } = again(old, ['c'], { spec: asked });
    play.vote('sign', boss, 'retry', { comment: 'not yet' });
    expect(phases(play)).toEqual({ a: 'running', sign: 'pending', c: 'pending' });
    expect(play.run.steps.get('a')).toMatchObject({ reused: false, attempt: 2, round: 2 });
    same(play);
  });
});

describe('the gates of a rerun', () => {
  it('that were not taken are not reached again', () => {
    const spec = flow([
      { id: 'pick', kind: 'branch', with: { cases: [{ name: 'big', when: 'false' }], default: 'small' } },
      { id: 'sign', kind: 'gate', needs: [{ step: 'pick', on: 'big' }], gate },
      shell('end', [{ step: 'pick', on: 'small' }, 'sign'], { join: 'any' }),
    ]);
    const old = new Play(spec).admit().succeed('pick', 'small', 'small').fail('end');
    const { play, runs } = again(old, ['end'], { spec });
    expect(runs).toEqual(['end']);
    expect(phases(play)).toEqual({ pick: 'succeeded', sign: 'notTaken', end: 'running' });
  });

  const alone = (policy: object) =>
    flow([
      shell('a'),
      { id: 'sign', kind: 'gate', needs: ['a'], gate: policy },
      shell('b', ['sign']),
      shell('c', ['b']),
    ]);
  const guarded = (policy: object) => flow([shell('a', [], { gate: policy }), shell('b', ['a']), shell('c', ['b'])]);
  const played = (spec: Workflow) => {
    const play = new Play(spec).admit().succeed('a', 1);
    return play
      .vote(play.run.steps.has('sign') ? 'sign' : 'a', boss, 'approve')
      .succeed('b')
      .fail('c');
  };

  it('that stand alone are asked again, and what follows waits for the answer', () => {
    const spec = alone(gate);
    const { play } = again(played(spec), ['c'], { spec });
    expect(phases(play)).toEqual({ a: 'succeeded', sign: 'gated', b: 'pending', c: 'pending' });
    const foreseen = previewOf(play.run, play.gateOf('sign').id);
    expect(foreseen.find(({ action }) => action === 'approve')!.runs).toEqual(['c']);
    play.vote('sign', boss, 'approve');
    expect(phases(play)).toMatchObject({ b: 'succeeded', c: 'running' });
    expect(play.run.steps.get('b')!.reused).toBe(true);
    same(play);
  });

  it('answered otherwise make what follows run anew', () => {
    const spec = alone(gate);
    const { play } = again(played(spec), ['c'], { spec });
    play.vote('sign', boss, 'modify', { payload: { other: true } });
    expect(phases(play)).toMatchObject({ b: 'running', c: 'pending' });
  });

  it('after a step are asked again on the result that was taken over', () => {
    const spec = guarded(gate);
    const { play } = again(played(spec), ['c'], { spec });
    expect(phases(play)).toEqual({ a: 'gated', b: 'pending', c: 'pending' });
    expect(play.gateOf('a').payload).toEqual({ v: 1 });
    play.vote('a', boss, 'modify', { payload: 7 });
    expect(play.phase('b')).toBe('running');
  });

  it('before a step are not asked where nothing runs', () => {
    const spec = flow([shell('a', [], { gate: { ...gate, placement: 'before' } }), shell('b', ['a'])]);
    const old = new Play(spec).admit().vote('a', boss, 'approve').succeed('a').fail('b');
    const { play } = again(old, ['b'], { spec });
    expect([play.run.gates.size, phases(play)]).toEqual([0, { a: 'succeeded', b: 'running' }]);
  });

  it('pass with the earlier signature where they permit it and nothing else is asked', () => {
    for (const spec of [alone(reusing), guarded(reusing)]) {
      const old = played(spec);
      const { play } = again(old, ['c'], { spec });
      expect(phases(play)).toMatchObject({ a: 'succeeded', b: 'succeeded', c: 'running' });
      const [passed] = [...play.run.gates.values()];
      expect(passed).toMatchObject({
        votes: [],
        digest: [...old.run.gates.values()][0]!.digest,
        closed: { action: 'approve', by: boss },
        reused: { runId: 'run_1', signers: [{ actor: boss, action: 'approve' }] },
      });
      same(play);
      // A rerun of the rerun still names who signed, and where.
      const third = again(play.fail('c'), ['c'], { spec, starter: person('third') });
      expect([...third.play.run.gates.values()][0]!.reused).toMatchObject({
        runId: 'run_1',
        signers: [{ actor: boss }],
      });
    }
  });

  it('are asked again by whoever signed and now runs it again', () => {
    const spec = alone(reusing);
    const { play } = again(played(spec), ['c'], { spec, starter: boss });
    expect(play.phase('sign')).toBe('gated');
    expect(() => play.vote('sign', boss, 'approve')).toThrow('self_approval');
  });

  it('are asked again when the input is another', () => {
    const spec = alone(reusing);
    const { reuse } = planRerun(played(spec).run, normalize(spec), ['c']);
    const play = new Play(spec, {
      starter: person('second'),
      runId: 'run_2',
      reuse,
      input: { target: 'other' },
    }).admit();
    expect(play.phase('sign')).toBe('gated');
  });

  it('are asked again when what was signed is another result', () => {
    const spec = alone(reusing);
    const { play } = again(played(spec), ['a'], { spec });
    play.succeed('a', 'another');
    expect(play.phase('sign')).toBe('gated');
    const unchanged = again(played(spec), ['a'], { spec }).play.succeed('a', 1);
    expect(unchanged.phase('sign')).toBe('succeeded');
  });

  it('that nobody signed are asked again', () => {
    const spec = alone({ ...reusing, expire: { after: '1s', then: 'approve' } });
    const old = new Play(spec).admit().succeed('a', 1);
    old.now += 2_000;
    old.do({ type: 'gateExpired', gate: old.gateOf('sign').id });
    old.settle().succeed('b').fail('c');
    expect(again(old, ['c'], { spec }).play.phase('sign')).toBe('gated');
    const skipped = new Play(spec).admit().succeed('a', 1).vote('sign', boss, 'skip').succeed('b').fail('c');
    expect(again(skipped, ['c'], { spec }).play.phase('sign')).toBe('gated');
  });

  it('exclude who edited what was taken over', () => {
    const spec = guarded({ ...gate, reviewers: {} });
    const old = new Play(spec).admit().succeed('a', 1).vote('a', boss, 'modify', { payload: 2 }).succeed('b').fail('c');
    const { play } = again(old, ['c'], { spec });
    expect(play.gateOf('a').payload).toEqual({ v: 2 });
    expect(() => play.vote('a', boss, 'approve')).toThrow('self_approval');
    play.vote('a', person('other'), 'approve');
    expect(play.run.steps.get('b')!.reused).toBe(true);
  });

  it('of a step that a reviewer skipped are asked again', () => {
    const spec = flow([shell('a', [], { gate: { ...gate, placement: 'before' } }), shell('b', ['a'])]);
    const old = new Play(spec).admit().vote('a', boss, 'skip').fail('b');
    expect(phases(again(old, ['b'], { spec }).play)).toEqual({ a: 'gated', b: 'pending' });
  });
});
