import { describe, expect, it } from 'vitest';
import { workflowSchema } from '../workflow/spec.ts';
import { fold } from './evolve.ts';
import { mapIsOver, rollbackDueAt } from './moving.ts';
import { fromSnapshot, toSnapshot } from './snapshot.ts';
import { Play, person } from './testing/play.ts';

const shell = (id: string, more: Record<string, unknown> = {}) => ({ id, kind: 'shell', ...more });
const flow = (steps: object[], more: object = {}) => workflowSchema.parse({ name: 'w', steps, ...more });
const boss = person('boss');

/** The state is what its events say, whichever way it is built. */
function same(play: Play): void {
  expect(fold(play.events)).toEqual(play.state);
  expect(fromSnapshot(JSON.parse(JSON.stringify(toSnapshot(play.run))))).toEqual(play.state);
}

const suspend = (play: Play, step: string, wait: object) =>
  play.do({
    type: 'attemptSuspended',
    step,
    attempt: play.run.steps.get(step)!.attempt,
    wait: { until: null, due: 'succeed', ...wait } as never,
  });

describe('a wait', () => {
  it('ends with its time, once', () => {
    const play = new Play(flow([shell('a'), shell('b', { needs: ['a'] })])).admit();
    suspend(play, 'a', { until: 5_000, output: { v: { at: 5 } } });
    expect([play.phase('a'), play.run.status]).toEqual(['suspended', 'waiting']);
    const due = { type: 'waitDue', step: 'a', attempt: 1 } as const;
    expect(play.do(due)).toEqual([]);
    play.now = 5_000;
    play.do(due);
    expect(play.do(due)).toEqual([]);
    play.settle();
    expect([play.phase('a'), play.phase('b')]).toEqual(['succeeded', 'running']);
    same(play);
  });

  it('takes a signal that came before it, and each signal only once', () => {
    const play = new Play(flow([shell('a'), shell('b')])).admit();
    play.do({ type: 'signal', signal: 's1', name: 'paid', data: { v: 1 }, actor: boss });
    suspend(play, 'a', { event: 'paid' });
    suspend(play, 'b', { event: 'paid' });
    const take = (step: string) =>
      play.do({ type: 'takeSignal', step, attempt: 1, signal: 's1', output: { v: 'paid' } });
    expect(take('a')).toHaveLength(1);
    expect(take('b')).toEqual([]);
    expect([play.phase('a'), play.phase('b'), play.run.signals]).toEqual(['succeeded', 'suspended', []]);
    same(play);
  });

  it('that is executed again when its time comes goes on as the same attempt', () => {
    const play = new Play(flow([shell('a')])).admit();
    suspend(play, 'a', { until: 2_000, due: 'again', memo: { v: 1 } });
    play.now = 2_000;
    play.do({ type: 'resumeAttempt', step: 'a', attempt: 1, epoch: 3, worker: 'w2' });
    expect([play.phase('a'), play.run.steps.get('a')!.attempt]).toEqual(['running', 1]);
    play.succeed('a');
    expect(play.run.status).toBe('succeeded');
    same(play);
  });
});

describe('a paused run', () => {
  it('starts nothing, records what happens, and loses none of its time', () => {
    const play = new Play(flow([shell('a'), shell('b', { needs: ['a'] })]), { timeoutMs: 10_000 }).admit();
    play.do({ type: 'pause', actor: boss, reason: 'look first' });
    play.succeed('a');
    expect([play.run.status, play.phase('a'), play.phase('b')]).toEqual(['paused', 'succeeded', 'ready']);
    play.now += 4_000;
    play.do({ type: 'resume', actor: boss });
    expect(play.run.deadlineAt).toBe(1_000 + 10_000 + 4_000);
    play.settle();
    expect(play.phase('b')).toBe('running');
    expect(() => play.do({ type: 'resume', actor: boss })).toThrow('not_paused');
    same(play);
  });
});

describe('one step of a live run', () => {
  it('is retried with everything that followed from its failure', () => {
    const play = new Play(
      flow([
        shell('a'),
        shell('b', { needs: ['a'] }),
        shell('sorry', { needs: [{ step: 'a', on: 'failure' }] }),
        shell('long'),
      ]),
    ).admit();
    play.fail('a');
    expect([play.phase('b'), play.phase('sorry')]).toEqual(['notTaken', 'running']);
    const retry = { type: 'retryStep', step: 'a', actor: boss, comment: 'again' } as const;
    expect(() => play.do(retry)).toThrow('step_busy');
    play.succeed('sorry');
    const key = play.run.steps.get('a')!.key;
    play.do(retry);
    play.settle();
    expect([play.phase('a'), play.phase('b'), play.phase('sorry')]).toEqual(['running', 'pending', 'pending']);
    expect(play.run.steps.get('a')!.key).not.toBe(key);
    play.succeed('a');
    expect([play.phase('b'), play.phase('sorry')]).toEqual(['running', 'notTaken']);
    expect(play.run.retriers.get('a')).toEqual(new Set(['boss']));
    same(play);
  });

  it('is skipped by a person, but never past its gate', () => {
    const play = new Play(flow([shell('a'), shell('b', { needs: ['a'] }), shell('c', { gate: {} })])).admit();
    const skip = (step: string) => play.do({ type: 'skipStep', step, actor: boss, reason: 'not today' });
    skip('a');
    play.settle();
    expect([play.phase('a'), play.phase('b'), play.run.active.has('a')]).toEqual(['waived', 'running', false]);
    expect(() => skip('c')).toThrow('step_has_gate');
    expect(play.do({ type: 'attemptSucceeded', step: 'a', attempt: 1, output: { v: 1 } })).toEqual([]);
    same(play);
  });
});

describe('a step that fails for good', () => {
  it('is done by its fallbacks in turn, and by itself again in a new round', () => {
    const fallback = [
      { kind: 'template', with: { template: 'one' } },
      { kind: 'shell', with: { run: 'two' } },
    ];
    const play = new Play(
      flow([shell('a', { fallback, retry: { max: 1, initial: '1s', jitter: false } }), shell('z')]),
    ).admit();
    play.fail('a');
    play.now += 1_000;
    play.prepare('a');
    play.fail('a');
    expect([play.phase('a'), play.run.stepSpecs.get('a')!.kind]).toEqual(['running', 'template']);
    same(play);
    play.do({ type: 'attemptFailed', step: 'a', attempt: 3, error: { kind: 'input', message: 'no' }, random: 0 });
    play.now += 1_000;
    play.prepare('a');
    play.do({ type: 'attemptFailed', step: 'a', attempt: 4, error: { kind: 'input', message: 'no' }, random: 0 });
    play.settle();
    expect(play.run.stepSpecs.get('a')!.with).toEqual({ run: 'two' });
    play.fail('a');
    play.now += 1_000;
    play.prepare('a');
    play.fail('a');
    expect(play.phase('a')).toBe('failed');
    play.do({ type: 'retryStep', step: 'a', actor: boss, comment: '' });
    play.settle();
    expect([play.run.stepSpecs.get('a')!.kind, play.run.steps.get('a')!.fallback]).toEqual(['shell', 0]);
    same(play);
  });

  it('is not tried again once the budget of the run is spent', () => {
    const retry = { max: 5, initial: '1s', jitter: false };
    const play = new Play(flow([shell('a', { retry }), shell('b', { retry })], { retryBudget: 1 })).admit();
    play.fail('a');
    play.fail('b');
    expect([play.phase('a'), play.phase('b')]).toEqual(['retrying', 'failed']);
    expect(play.run.steps.get('b')!.error!.fix).toContain('budget of 1');
  });
});

describe('a run that fails', () => {
  const failing = flow(
    [
      shell('a', { undo: { kind: 'shell', with: { run: 'undo a' } } }),
      shell('b', { needs: ['a'], undo: { kind: 'shell', with: { run: 'undo b' } } }),
      shell('c', { needs: ['b'] }),
    ],
    {
      handlers: [shell('clean')],
      onFailure: { rollback: { timeout: '10s' }, run: ['clean'], notify: [{ channel: 'log' }] },
    },
  );

  it('takes back what succeeded, latest first, then handles and tells, and keeps its reason', () => {
    const play = new Play(failing).admit();
    // Within one millisecond: what counts is the order of what happened.
    play.succeed('a').succeed('b').fail('c');
    expect(play.run.status).toBe('running');
    expect([...play.run.active]).toEqual(['undo:b']);
    play.succeed('undo:b');
    expect([...play.run.active]).toEqual(['undo:a']);
    play.fail('undo:a');
    expect([...play.run.active]).toEqual(['clean']);
    play.succeed('clean').succeed('onFailure:notify-1');
    expect(play.run.status).toBe('failed');
    expect(play.run.reason).toBe('c failed; and then failed: Take back a');
    same(play);
  });

  it('has no limit left to look at once everything is taken back', () => {
    const play = new Play(failing).admit();
    play.succeed('a').succeed('b').fail('c');
    expect(rollbackDueAt(play.run)).toBe(play.now + 10_000);
    play.succeed('undo:b').succeed('undo:a');
    expect([play.phase('clean'), rollbackDueAt(play.run)]).toEqual(['running', null]);
  });

  it('stops a roll-back that takes too long, and still runs its handlers', () => {
    const play = new Play(failing).admit();
    play.succeed('a').succeed('b').fail('c');
    play.now += 10_000;
    play.do({ type: 'rollbackTimedOut' });
    play.settle();
    expect([play.phase('undo:b'), play.phase('undo:a')].sort()).toEqual(['failed', 'notTaken']);
    expect([...play.run.active]).toEqual(['clean']);
    same(play);
  });
});

describe('a rule', () => {
  const ruled = (then: object, more: object = {}) =>
    new Play(
      flow([shell('a'), shell('b', { needs: ['a'] }), shell('c')], {
        rules: [{ name: 'leak', when: 'steps.a.output.n > 1', then }],
        ...more,
      }),
    ).admit();

  it('that holds asks before anything else starts', () => {
    const play = ruled({ action: 'requireApproval', reviewers: { users: ['boss@example.org'] } });
    play.rules = { leak: true };
    play.succeed('a');
    expect([play.phase('b'), play.phase('rule:1-leak'), play.run.holds.size]).toEqual(['ready', 'gated', 1]);
    play.succeed('c');
    expect(play.run.status).toBe('waiting');
    play.vote('rule:1-leak', boss, 'approve');
    expect(play.phase('b')).toBe('running');
    same(play);
  });

  it('sent back at its gate lets the steps start over, and asks again when it still holds', () => {
    const play = ruled({ action: 'requireApproval' });
    play.rules = { leak: true };
    play.succeed('a').vote('rule:1-leak', boss, 'retry', { comment: 'clean it' });
    expect([play.phase('rule:1-leak'), play.phase('a'), play.phase('b')]).toEqual(['notTaken', 'running', 'pending']);
    expect(play.run.steps.get('a')!.feedback).toBe('clean it');
    play.succeed('a');
    expect(play.phase('rule:1-leak#2')).toBe('gated');
    same(play);
  });

  it('blocks: the run fails at once and what is under way is stopped', () => {
    const play = ruled({ action: 'block', reason: 'secrets found' });
    play.rules = { leak: true };
    play.succeed('a');
    expect([play.run.failing?.reason, play.phase('b')]).toEqual(['secrets found', 'ready']);
    play.do({ type: 'attemptFailed', step: 'c', attempt: 1, error: { kind: 'cancelled', message: 'x' }, random: 0 });
    play.settle();
    expect([play.run.status, play.phase('c'), play.phase('b')]).toEqual(['failed', 'cancelled', 'cancelled']);
    same(play);
  });

  it('requires rework with feedback, and fails the run when that did not help', () => {
    const play = ruled({ action: 'requireRework', feedback: 'less', max: 1 });
    play.rules = { leak: true };
    play.succeed('a');
    expect([play.phase('a'), play.run.steps.get('a')!.feedback]).toEqual(['running', 'less']);
    play.succeed('a');
    expect(play.run.failing?.reason).toBe('the rule “leak” still holds after 1 rework');
    same(play);
  });

  it('that cannot be evaluated stops the run', () => {
    const play = ruled({ action: 'notify', channel: 'log' });
    play.rules = { leak: 'broken' };
    play.succeed('a');
    expect(play.run.failing?.error.place).toBe('rules, leak');
  });

  it('runs handlers and tells without holding the rest up', () => {
    const play = ruled({ action: 'run', handlers: ['page'] }, { handlers: [shell('page')] });
    play.rules = { leak: true };
    play.succeed('a');
    expect([...play.run.active].sort()).toEqual(['b', 'c', 'rule:1-leak:page']);
    play.succeed('b').succeed('c').succeed('rule:1-leak:page');
    expect(play.run.status).toBe('succeeded');
    same(play);
  });
});

describe('a map', () => {
  const mapped = (more: object = {}, after: object[] = []) =>
    flow([
      {
        id: 'm',
        kind: 'map',
        with: { over: '{{ inputs.list }}', concurrency: 2, steps: [shell('x'), shell('y', { needs: ['x'] })], ...more },
      },
      ...after,
    ]);
  const expand = (play: Play, count: number) => {
    play.do({ type: 'expandMap', step: 'm', attempt: play.run.steps.get('m')!.attempt, count });
    return begin(play);
  };
  const begin = (play: Play) => {
    play.do({ type: 'startItems', step: 'm' });
    return play.settle();
  };
  const end = (play: Play, failed = false) => {
    const { attempt } = play.run.steps.get('m')!;
    if (failed) play.fail('m');
    else play.do({ type: 'attemptSucceeded', step: 'm', attempt, output: { v: [] } });
    return play.settle();
  };

  it('goes through its items a few at a time, and ends after the last', () => {
    const play = expand(new Play(mapped({}, [shell('z', { needs: ['m'] })])).admit(), 3);
    expect([...play.run.active]).toEqual(['m[0].x', 'm[1].x']);
    play.succeed('m[0].x').succeed('m[0].y');
    begin(play);
    expect([...play.run.active]).toEqual(['m[1].x', 'm[2].x']);
    for (const id of ['m[1].x', 'm[1].y', 'm[2].x']) play.succeed(id);
    expect(mapIsOver(play.run, 'm')).toBe(false);
    play.succeed('m[2].y');
    expect(mapIsOver(play.run, 'm')).toBe(true);
    same(play);
    end(play);
    expect([play.phase('m'), play.phase('z')]).toEqual(['succeeded', 'running']);
    same(play);
  });

  it('begins nothing more after a failed item, and goes on when that one is retried', () => {
    const play = expand(new Play(mapped({}, [shell('z', { needs: ['m'] }), shell('long')])).admit(), 4);
    play.fail('m[0].x').succeed('m[1].x').succeed('m[1].y');
    begin(play);
    expect([play.run.maps.get('m')!.next, mapIsOver(play.run, 'm'), play.phase('m[0].y')]).toEqual([
      2,
      true,
      'notTaken',
    ]);
    end(play, true);
    expect([play.phase('m'), play.phase('z')]).toEqual(['failed', 'notTaken']);
    play.do({ type: 'retryStep', step: 'm[0].x', actor: boss, comment: '' });
    play.settle();
    expect([play.phase('m'), play.phase('z'), play.phase('m[0].x')]).toEqual(['suspended', 'pending', 'running']);
    play.succeed('m[0].x').succeed('m[0].y');
    begin(play);
    for (const id of ['m[2].x', 'm[2].y', 'm[3].x', 'm[3].y']) play.succeed(id);
    end(play);
    expect([play.phase('m'), play.phase('z'), play.run.maps.get('m')!.failed.size]).toEqual([
      'succeeded',
      'running',
      0,
    ]);
    same(play);
  });

  it('that is skipped stops its items, and a new round has steps of its own', () => {
    const play = expand(new Play(mapped({}, [shell('long')])).admit(), 2);
    play.do({ type: 'skipStep', step: 'm', actor: boss, reason: '' });
    expect([play.phase('m[0].x'), play.phase('m'), [...play.run.active]]).toEqual(['cancelled', 'waived', ['long']]);
    play.do({ type: 'retryStep', step: 'm', actor: boss, comment: '' });
    play.settle();
    expand(play, 1);
    expect(play.phase('m#2[0].x')).toBe('running');
    same(play);
  });
});
