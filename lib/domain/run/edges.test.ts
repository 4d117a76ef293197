import { describe, expect, it } from 'vitest';
import { Play } from './testing/play.ts';

const shell = (id: string, more: object = {}) => ({ id, kind: 'shell', with: { run: 'true' }, ...more });

describe('edges and joins', () => {
  it('starts a step only when all its needs are met', () => {
    const play = new Play({ name: 'w', steps: [shell('a'), shell('b'), shell('c', { needs: ['a', 'b'] })] }).admit();
    play.succeed('a');
    expect(play.phase('c')).toBe('pending');
    play.succeed('b');
    expect(play.phase('c')).toBe('running');
    play.succeed('c');
    expect(play.run.status).toBe('succeeded');
  });

  it('joins on any and on a number of needs', () => {
    const play = new Play({
      name: 'w',
      steps: [
        shell('a'),
        shell('b'),
        shell('c'),
        shell('any', { needs: ['a', 'b'], join: 'any' }),
        shell('two', { needs: ['a', 'b', 'c'], join: 2 }),
      ],
    }).admit();
    play.succeed('b');
    expect([play.phase('any'), play.phase('two')]).toEqual(['running', 'pending']);
    play.fail('a');
    expect(play.phase('two')).toBe('pending');
    play.succeed('c');
    expect(play.phase('two')).toBe('running');
  });

  it('spreads not-taken along the graph and says which need was missing', () => {
    const play = new Play({
      name: 'w',
      steps: [
        shell('a'),
        shell('b', { needs: ['a'] }),
        shell('c', { needs: ['b'] }),
        shell('rescue', { needs: [{ step: 'c', on: 'notTaken' }] }),
      ],
    }).admit();
    play.fail('a');
    expect([play.phase('b'), play.phase('c'), play.phase('rescue')]).toEqual(['notTaken', 'notTaken', 'running']);
    expect(play.run.steps.get('b')!.reason).toBe('a failed');
    expect(play.run.steps.get('c')!.reason).toBe('b was not taken');
    play.succeed('rescue');
    expect(play.run.status).toBe('failed');
  });

  it('does not fail a run whose failure an edge takes in hand', () => {
    const play = new Play({
      name: 'w',
      steps: [
        shell('a'),
        shell('fix', { needs: [{ step: 'a', on: 'failure' }] }),
        shell('tidy', { needs: [{ step: 'fix', on: 'always' }] }),
      ],
    }).admit();
    play.fail('a').succeed('fix').succeed('tidy');
    expect(play.run.status).toBe('succeeded');
  });

  it('runs an always edge after a failure, but not after a step that was not taken', () => {
    const play = new Play({
      name: 'w',
      steps: [
        shell('a'),
        shell('b', { needs: ['a'] }),
        shell('tidyA', { needs: [{ step: 'a', on: 'always' }] }),
        shell('tidyB', { needs: [{ step: 'b', on: 'always' }] }),
      ],
    }).admit();
    play.fail('a');
    expect([play.phase('tidyA'), play.phase('tidyB')]).toEqual(['running', 'notTaken']);
  });

  it('follows only the edge of the outcome that was chosen', () => {
    const play = new Play({
      name: 'w',
      steps: [
        { id: 'pick', kind: 'branch', with: {} },
        shell('big', { needs: [{ step: 'pick', on: 'big' }] }),
        shell('small', { needs: [{ step: 'pick', on: 'small' }] }),
      ],
    }).admit();
    play.succeed('pick', {}, 'small');
    expect([play.phase('big'), play.phase('small')]).toEqual(['notTaken', 'running']);
    expect(play.run.steps.get('big')!.reason).toBe('pick chose small');
  });
});

describe('attempts', () => {
  const retrying = {
    name: 'w',
    steps: [shell('a', { retry: { max: 2, initial: '1s', jitter: false, on: ['error'] } })],
  };

  it('retries with a growing delay and the same idempotency key', () => {
    const play = new Play(retrying).admit();
    const key = play.run.steps.get('a')!.key;
    play.fail('a');
    expect(play.run.steps.get('a')!.retryAt).toBe(play.now + 1000);
    expect(play.run.status).toBe('waiting');
    expect(play.prepare('a')).toBe(false);
    play.now += 1000;
    expect(play.prepare('a')).toBe(true);
    play.fail('a');
    expect(play.run.steps.get('a')!.retryAt).toBe(play.now + 2000);
    play.now += 2000;
    play.prepare('a');
    expect(play.run.steps.get('a')).toMatchObject({ attempt: 3, key });
    play.fail('a');
    expect(play.run.status).toBe('failed');
  });

  it('ignores results of an attempt that is no longer under way', () => {
    const play = new Play(retrying).admit();
    play.fail('a');
    expect(play.do({ type: 'attemptSucceeded', step: 'a', attempt: 1, output: { v: 1 } })).toEqual([]);
    expect(play.do({ type: 'attemptLost', step: 'a', attempt: 1, reason: 'late' })).toEqual([]);
  });

  it('starts a lost attempt again with the same key', () => {
    const play = new Play({ name: 'w', steps: [shell('a')] }).admit();
    const { key } = play.run.steps.get('a')!;
    play.do({ type: 'attemptLost', step: 'a', attempt: 1, reason: 'worker gone' });
    play.settle();
    expect(play.run.steps.get('a')).toMatchObject({ phase: 'running', attempt: 2, key });
  });

  it('asks a person instead when the step may not be repeated', () => {
    const play = new Play({ name: 'w', steps: [shell('a', { repeatable: false })] }).admit();
    play.do({ type: 'attemptLost', step: 'a', attempt: 1, reason: 'worker gone' });
    play.settle();
    expect(play.gateOf('a').placement).toBe('onFailure');
    expect(play.run.status).toBe('waiting');
  });

  it('gives up on a step under which workers keep vanishing', () => {
    const play = new Play({ name: 'w', steps: [shell('a')] }).admit();
    for (let attempt = 1; attempt <= 5; attempt++) {
      play.do({ type: 'attemptLost', step: 'a', attempt, reason: 'worker gone' });
      play.settle();
    }
    expect(play.run.status).toBe('failed');
  });
});

describe('cancelling', () => {
  it('waits for work under way, voids open gates, then ends', () => {
    const play = new Play({ name: 'w', steps: [shell('a'), { id: 'g', kind: 'gate' }] }).admit();
    play.do({ type: 'cancel', actor: play.run.actor, reason: 'wrong branch' });
    expect(play.run.status).toBe('running');
    expect([...play.run.gates.values()][0]!.closed).toMatchObject({ action: 'void' });
    play.do({
      type: 'attemptFailed',
      step: 'a',
      attempt: 1,
      error: { kind: 'cancelled', message: 'stopped' },
      random: 0,
    });
    play.settle();
    expect(play.run).toMatchObject({ status: 'cancelled', reason: 'wrong branch' });
    expect(play.phase('g')).toBe('cancelled');
  });

  it('ends a queued run at once and refuses a second cancel of an ended run', () => {
    const play = new Play({ name: 'w', steps: [shell('a')] });
    play.do({ type: 'cancel', actor: play.run.actor, reason: 'mistake' });
    expect(play.run.status).toBe('cancelled');
    expect(() => play.do({ type: 'cancel', actor: play.run.actor, reason: 'again' })).toThrow('run_ended');
  });

  it('fails a run that passes its time limit', () => {
    const play = new Play({ name: 'w', steps: [{ id: 'g', kind: 'gate' }] }, { timeoutMs: 5000 }).admit();
    expect(play.do({ type: 'runTimedOut' })).toEqual([]);
    play.now += 5000;
    play.do({ type: 'runTimedOut' });
    expect(play.run).toMatchObject({ status: 'failed', error: { kind: 'timeout' } });
  });
});
