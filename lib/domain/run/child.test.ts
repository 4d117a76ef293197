import { describe, expect, it } from 'vitest';
import { workflowSchema } from '../workflow/spec.ts';
import { fold } from './evolve.ts';
import { fromSnapshot, toSnapshot } from './snapshot.ts';
import { Play, person } from './testing/play.ts';

const flow = (steps: object[], more: object = {}) => workflowSchema.parse({ name: 'w', steps, ...more });
const call = (id = 'call', more: object = {}) => ({ id, kind: 'workflow', with: { workflow: 'child' }, ...more });
const gate = { id: 'ask', kind: 'gate' };
const boss = person('boss');

/** The state is what its events say, whichever way it is built. */
function same(play: Play): void {
  expect(fold(play.events)).toEqual(play.state);
  expect(fromSnapshot(JSON.parse(JSON.stringify(toSnapshot(play.run))))).toEqual(play.state);
  for (let cut = 1; cut < play.events.length; cut++) {
    const snapshot = JSON.parse(JSON.stringify(toSnapshot(fold(play.events.slice(0, cut))!)));
    expect(fold(play.events.slice(cut), fromSnapshot(snapshot))).toEqual(play.state);
  }
}

const child = (runId: string) => ({ runId, workflow: 'child', version: null, input: { v: {} } });
const wait = (play: Play, step: string, runId: string) =>
  play.do({
    type: 'attemptSuspended',
    step,
    attempt: play.run.steps.get(step)!.attempt,
    wait: { until: null, due: 'fail', child: child(runId) },
  });
const left = (play: Play) => play.run.childrenLeft.map(({ runId }) => runId);

describe('a step that waits for a child run', () => {
  it('leaves a run that only waits, and goes on with what the child gave', () => {
    const play = new Play(flow([call(), { id: 'next', kind: 'shell', needs: ['call'] }])).admit();
    wait(play, 'call', 'c1');
    expect([play.phase('call'), play.run.status]).toEqual(['suspended', 'waiting']);
    play.succeed('call', { outputs: {} });
    expect([play.phase('call'), play.phase('next'), left(play)]).toEqual(['succeeded', 'running', []]);
    same(play);
  });

  it('has no time limit unless its author wrote one', () => {
    const play = new Play(flow([call()], { defaults: { timeout: '5s' } })).admit();
    wait(play, 'call', 'c1');
    play.now += 10 ** 10;
    expect(play.do({ type: 'waitDue', step: 'call', attempt: 1 })).toEqual([]);
    expect(play.phase('call')).toBe('suspended');
  });

  it('fails at its time limit, counted from its attempt, and leaves the child', () => {
    const play = new Play(flow([call('call', { timeout: '5s', retry: { max: 1, initial: '1s', jitter: false } })]));
    play.admit();
    const begun = play.now;
    wait(play, 'call', 'c1');
    const due = { type: 'waitDue', step: 'call', attempt: 1 } as const;
    play.now = begun + 4_999;
    expect(play.do(due)).toEqual([]);
    play.now = begun + 5_000;
    expect(play.do(due)).toMatchObject([{ type: 'attempt.failed', data: { error: { kind: 'timeout' } } }]);
    expect(play.do(due)).toEqual([]);
    expect([play.phase('call'), left(play)]).toEqual(['retrying', ['c1']]);
    play.now += 1_000;
    play.prepare('call');
    wait(play, 'call', 'c2');
    // The first child ends after all: that belongs to an attempt that is over.
    expect(
      play.do({ type: 'attemptFailed', step: 'call', attempt: 1, error: { kind: 'error', message: 'x' }, random: 0 }),
    ).toEqual([]);
    play.now += 4_999;
    expect(play.do({ ...due, attempt: 2 })).toEqual([]);
    expect(play.phase('call')).toBe('suspended');
    same(play);
  });

  it.each<[string, (play: Play) => void]>([
    ['a cancel', (play) => play.do({ type: 'cancel', actor: boss, reason: 'enough' })],
    ['a skip', (play) => play.do({ type: 'skipStep', step: 'call', actor: boss, reason: '' })],
    ['a failure elsewhere', (play) => play.fail('other')],
  ])('leaves the child on %s', (_, stop) => {
    const rules = [{ name: 'stop', when: 'steps.other.output == 1', then: { action: 'block' } }];
    const play = new Play(flow([call(), { id: 'other', kind: 'shell' }], { rules }));
    play.rules.stop = true;
    play.admit();
    wait(play, 'call', 'c1');
    stop(play);
    expect(left(play)[0]).toBe('c1');
    same(play);
  });

  it('leaves the child when it is sent back', () => {
    const play = new Play(
      flow([
        call(),
        { id: 'other', kind: 'shell' },
        { ...gate, needs: ['call', 'other'], join: 'any', with: { rework: ['call'] } },
      ]),
    ).admit();
    wait(play, 'call', 'c1');
    play.succeed('other');
    play.vote('ask', boss, 'retry', { comment: 'again' });
    expect(left(play)).toEqual(['c1']);
    expect(play.phase('call')).toBe('running');
    wait(play, 'call', 'c2');
    expect(play.phase('call')).toBe('suspended');
    same(play);
  });

  it('does not hold a cancelled run back', () => {
    const play = new Play(flow([call()])).admit();
    wait(play, 'call', 'c1');
    play.do({ type: 'cancel', actor: boss, reason: 'enough' });
    expect(play.run.status).toBe('cancelled');
  });

  it('goes on waiting while the run is paused', () => {
    const play = new Play(flow([call()])).admit();
    wait(play, 'call', 'c1');
    play.do({ type: 'pause', actor: boss, reason: '' });
    expect(left(play)).toEqual([]);
    play.succeed('call');
    expect([play.phase('call'), play.run.status]).toEqual(['succeeded', 'paused']);
    same(play);
  });
});

describe('a child run', () => {
  it('cancels itself when its parent stops, once', () => {
    const play = new Play(flow([gate])).admit();
    const stop = { type: 'parentStopped', reason: 'w #1, which started it, was cancelled.' } as const;
    play.do(stop);
    expect(play.run).toMatchObject({ status: 'cancelled', cancel: { actor: { kind: 'system' } } });
    expect(play.run.openGates.size).toBe(0);
    expect(play.do(stop)).toEqual([]);
    same(play);
  });
});

describe('the time limit of a map', () => {
  it('ends its items, and with them the children they wait for', () => {
    const play = new Play(flow([{ id: 'm', kind: 'map', timeout: '5s', with: { over: [1, 2], steps: [call()] } }]));
    play.admit();
    play.do({ type: 'expandMap', step: 'm', attempt: 1, count: 2 });
    play.do({ type: 'startItems', step: 'm' });
    play.settle();
    wait(play, 'm[0].call', 'c0');
    wait(play, 'm[1].call', 'c1');
    play.now += 5_000;
    play.do({ type: 'waitDue', step: 'm', attempt: 1 });
    play.settle();
    expect([play.phase('m'), play.phase('m[0].call'), play.run.status]).toEqual(['failed', 'cancelled', 'failed']);
    expect(left(play)).toEqual(['c0', 'c1']);
    same(play);
  });
});
