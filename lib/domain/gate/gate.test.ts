import { describe, expect, it } from 'vitest';
import { Play, person } from '../run/testing/play.ts';
import { previewOf } from './preview.ts';

const ana = person('ana');
const ben = person('ben');
const step = (id: string, gate?: object, more: object = {}) => ({
  id,
  kind: 'shell',
  with: { run: 'true' },
  ...(gate ? { gate } : {}),
  ...more,
});
const flow = (gate: object) => ({
  name: 'w',
  steps: [
    step('a', gate),
    step('b', undefined, { needs: ['a'] }),
    step('rescue', undefined, { needs: [{ step: 'a', on: 'failure' }] }),
  ],
});

describe('what each action does at each place', () => {
  it.each([
    ['approve', 'running', { of: 'a' }],
    ['modify', 'running', { edited: true }],
    ['skip', 'waived', { of: 'a' }],
  ] as const)('before a step, %s leaves it %s', (action, phase, params) => {
    const play = new Play(flow({ placement: 'before' })).admit();
    play.vote('a', ana, action, { payload: action === 'modify' ? { edited: true } : undefined });
    expect(play.phase('a')).toBe(phase);
    expect(play.run.steps.get('a')!.params).toEqual({ v: params });
  });

  it('before a step, retry renders the input anew and asks again', () => {
    const play = new Play(flow({ placement: 'before' })).admit();
    const first = play.gateOf('a').id;
    play.vote('a', ana, 'retry', { comment: 'look again' });
    expect(play.gateOf('a').id).not.toBe(first);
    expect(play.phase('b')).toBe('pending');
  });

  it.each([
    ['approve', { ok: true }],
    ['modify', { text: 'better' }],
  ] as const)('after a step, %s passes the output on', (action, output) => {
    const play = new Play(flow({ placement: 'after' })).admit().succeed('a');
    expect(play.phase('b')).toBe('pending');
    play.vote('a', ana, action, { payload: action === 'modify' ? { text: 'better' } : undefined });
    expect(play.run.steps.get('a')).toMatchObject({ phase: 'succeeded', output: { v: output } });
    expect(play.phase('b')).toBe('running');
  });

  it('after a step, retry runs it again under a new key, with the comment', () => {
    const play = new Play(flow({ placement: 'after' })).admit();
    const { key } = play.run.steps.get('a')!;
    play.succeed('a').vote('a', ana, 'retry', { comment: 'shorter please' });
    const again = play.run.steps.get('a')!;
    expect(again).toMatchObject({ phase: 'running', attempt: 2, feedback: 'shorter please' });
    expect(again.key).not.toBe(key);
  });

  it('after a step, skip waives it without an output', () => {
    const play = new Play(flow({ placement: 'after' })).admit().succeed('a').vote('a', ana, 'skip');
    expect(play.run.steps.get('a')).toMatchObject({ phase: 'waived', output: null });
    expect(play.phase('b')).toBe('running');
  });

  it('on failure, approve accepts it and follows the failure edges', () => {
    const play = new Play(flow({ placement: 'onFailure' })).admit().fail('a').vote('a', ana, 'approve');
    expect([play.phase('a'), play.phase('b'), play.phase('rescue')]).toEqual(['failed', 'notTaken', 'running']);
    play.succeed('rescue');
    expect(play.run.status).toBe('succeeded');
  });

  it('on failure, modify uses the entered result, retry runs again, skip waives', () => {
    const entered = new Play(flow({ placement: 'onFailure' }))
      .admit()
      .fail('a')
      .vote('a', ana, 'modify', { payload: { by: 'hand' } });
    expect(entered.run.steps.get('a')).toMatchObject({ phase: 'succeeded', output: { v: { by: 'hand' } } });
    const again = new Play(flow({ placement: 'onFailure' })).admit().fail('a').vote('a', ana, 'retry');
    expect(again.run.steps.get('a')).toMatchObject({ phase: 'running', attempt: 2 });
    const waived = new Play(flow({ placement: 'onFailure' })).admit().fail('a').vote('a', ana, 'skip');
    expect([waived.phase('a'), waived.phase('b')]).toEqual(['waived', 'running']);
  });

  it('standing alone, an outcome opens its own edge and the payload goes on', () => {
    const play = new Play({
      name: 'w',
      steps: [
        { id: 'g', kind: 'gate', gate: { outcomes: ['ship', 'rework'] } },
        step('s', undefined, { needs: [{ step: 'g', on: 'ship' }] }),
        step('r', undefined, { needs: [{ step: 'g', on: 'rework' }] }),
      ],
    }).admit();
    play.vote('g', ana, 'outcome', { outcome: 'ship' });
    expect([play.phase('s'), play.phase('r')]).toEqual(['running', 'notTaken']);
    expect(play.run.steps.get('g')).toMatchObject({ outcome: 'ship', output: { v: { of: 'g' } } });
  });

  it('standing alone, retry reruns what it needs and what lies between', () => {
    const play = new Play({
      name: 'w',
      steps: [
        step('a'),
        step('b', undefined, { needs: ['a'] }),
        step('other'),
        { id: 'g', kind: 'gate', needs: ['b', 'other'], with: { rework: ['a'] } },
      ],
    }).admit();
    play.succeed('a').succeed('other').succeed('b').vote('g', ana, 'retry', { comment: 'again' });
    expect([play.phase('a'), play.phase('b'), play.phase('g'), play.phase('other')]).toEqual([
      'running',
      'pending',
      'pending',
      'succeeded',
    ]);
    play.succeed('a').succeed('b').vote('g', ben, 'approve');
    expect(play.run.status).toBe('succeeded');
  });

  it.each(['before', 'after', 'onFailure', 'alone'] as const)(
    'cancel at a gate placed %s ends the run',
    (placement) => {
      const play = new Play(
        placement === 'alone' ? { name: 'w', steps: [{ id: 'a', kind: 'gate' }] } : flow({ placement }),
      ).admit();
      if (placement === 'after') play.succeed('a');
      if (placement === 'onFailure') play.fail('a');
      play.vote('a', ana, 'cancel', { comment: 'stop here' });
      expect(play.run).toMatchObject({ status: 'cancelled', reason: 'stop here' });
    },
  );
});

describe('who may decide', () => {
  const gated = (gate: object) =>
    new Play(flow({ placement: 'after', ...gate }), { starter: ana, authors: ['ben'] }).admit().succeed('a');

  it('keeps the starter and the author from letting it pass, whatever key they use', () => {
    expect(() => gated({}).vote('a', { ...ana, kind: 'key', keyId: 'key_1' }, 'approve')).toThrow('self_approval');
    expect(() => gated({}).vote('a', ben, 'approve')).toThrow('self_approval');
  });

  it('lets them sign, marked, where the workspace says so and the gate does not forbid it', () => {
    const play = gated({}).vote('a', ana, 'approve', { facts: { selfApproval: 'marked' } });
    expect([...play.run.gates.values()][0]!.votes[0]!.selfSigned).toBe(true);
    expect(() =>
      gated({ selfApproval: 'never' }).vote('a', ana, 'approve', { facts: { selfApproval: 'marked' } }),
    ).toThrow('self_approval');
  });

  it('lets them stop the run all the same', () => {
    expect(gated({}).vote('a', ana, 'cancel').run.status).toBe('cancelled');
  });

  it('keeps whoever edited the input from passing the output', () => {
    const play = new Play({
      name: 'w',
      steps: [step('a', undefined, { gate: [{ placement: 'before' }, { placement: 'after' }] })],
    }).admit();
    play.vote('a', ben, 'modify', { payload: { edited: true } }).succeed('a');
    expect(() => play.vote('a', ben, 'approve')).toThrow('self_approval');
    expect(play.vote('a', person('carl'), 'approve').run.status).toBe('succeeded');
  });

  it('keeps whoever had the step run again from passing it', () => {
    const play = new Play(flow({ placement: 'after' })).admit().succeed('a').vote('a', ben, 'retry').succeed('a');
    expect(() => play.vote('a', ben, 'approve')).toThrow('self_approval');
  });

  it('asks the named groups and people only', () => {
    const open = () =>
      new Play(flow({ placement: 'after', reviewers: { groups: ['release'], users: ['ben@example.org'] } }))
        .admit()
        .succeed('a');
    expect(() => open().vote('a', person('carl'), 'approve')).toThrow('not_a_reviewer');
    expect(open().vote('a', ben, 'approve').phase('b')).toBe('running');
    expect(
      open()
        .vote('a', person('carl'), 'approve', { facts: { groups: ['release'] } })
        .phase('b'),
    ).toBe('running');
  });
});

describe('votes', () => {
  const gated = (gate: object) => new Play(flow({ placement: 'after', ...gate })).admit().succeed('a');

  it('waits for the quorum, counting a person once', () => {
    const play = gated({ quorum: 2 }).vote('a', ana, 'approve');
    expect(() => play.vote('a', ana, 'approve')).toThrow('already_voted');
    expect(play.phase('a')).toBe('gated');
    expect(play.vote('a', ben, 'approve').phase('b')).toBe('running');
  });

  it('refuses a decision made on what has changed since', () => {
    const play = gated({ quorum: 2 });
    const { digest } = play.gateOf('a');
    play.vote('a', ana, 'modify', { payload: { changed: 1 } });
    expect(() => play.vote('a', ben, 'approve', { digest })).toThrow('stale_digest');
  });

  it('voids what was signed on the old payload when somebody changes it', () => {
    const play = gated({ quorum: 2 })
      .vote('a', ana, 'approve')
      .vote('a', ben, 'modify', { payload: { changed: 1 } });
    expect(play.phase('a')).toBe('gated');
    expect(play.vote('a', ana, 'approve').phase('b')).toBe('running');
  });

  it('closes once: the second decider is told who was first', () => {
    const play = gated({});
    const gate = play.gateOf('a');
    play.vote('a', ana, 'approve');
    expect(() =>
      play.do({
        type: 'decideGate',
        gate: gate.id,
        actor: ben,
        action: 'approve',
        digest: gate.digest,
        facts: { groups: [], email: '', eligible: [], delegators: [], selfApproval: 'never' },
      }),
    ).toThrow('gate_closed');
  });

  it('asks ordered levels one after the other', () => {
    const play = gated({ quorum: { levels: [['dev'], ['ops']] } });
    expect(() => play.vote('a', ben, 'approve', { facts: { groups: ['ops'] } })).toThrow('not_a_reviewer');
    play.vote('a', ana, 'approve', { facts: { groups: ['dev'] } });
    expect(play.vote('a', ben, 'approve', { facts: { groups: ['ops'] } }).phase('b')).toBe('running');
  });

  it('counts everyone eligible for quorum all, without those four eyes exclude', () => {
    const eligible = [ana, ben, person('starter')].map(({ id, email }) => ({ id: id!, email: email!, groups: [] }));
    const play = gated({ quorum: 'all' }).vote('a', ana, 'approve', { facts: { eligible } });
    expect(play.phase('a')).toBe('gated');
    expect(play.vote('a', ben, 'approve', { facts: { eligible } }).phase('b')).toBe('running');
  });

  it('asks for a comment where the policy does, and offers only its actions', () => {
    expect(() => gated({ commentRequired: ['skip'] }).vote('a', ana, 'skip')).toThrow('comment_required');
    expect(() => gated({ mandatory: true }).vote('a', ana, 'skip')).toThrow('action_not_allowed');
  });

  it('expires once, to what the author chose', () => {
    const play = gated({ expire: { after: '1h', then: 'skip' } });
    const gate = play.gateOf('a').id;
    expect(play.do({ type: 'gateExpired', gate })).toEqual([]);
    play.now += 3_600_000;
    play.do({ type: 'gateExpired', gate });
    play.settle();
    expect([play.phase('a'), play.phase('b')]).toEqual(['waived', 'running']);
    expect(play.do({ type: 'gateExpired', gate })).toEqual([]);
  });
});

describe('outcome preview', () => {
  it('shows what each choice would start, skip and cancel, without changing the run', () => {
    const play = new Play(flow({ placement: 'onFailure' })).admit().fail('a');
    const before = play.run.seq;
    const by = Object.fromEntries(previewOf(play.run, play.gateOf('a').id).map((preview) => [preview.action, preview]));
    expect(by.approve).toMatchObject({ runs: ['rescue'], skipped: ['b'] });
    expect(by.modify).toMatchObject({ runs: ['b'], skipped: ['rescue'] });
    expect(by.retry!.runs).toEqual(['a', 'b']);
    expect(by.cancel!.cancelled).toEqual(['a', 'b', 'rescue']);
    expect(play.run.seq).toBe(before);
    expect(play.phase('a')).toBe('gated');
  });

  it('leaves even the shared graph alone when what is run again had come to a fallback', () => {
    const fallback = [{ kind: 'shell', with: { run: 'plan b' } }];
    const play = new Play({ name: 'w', steps: [step('a', { placement: 'after' }, { fallback })] }).admit().fail('a');
    play.settle().succeed('a');
    const spec = play.run.stepSpecs.get('a');
    expect(previewOf(play.run, play.gateOf('a').id).length).toBeGreaterThan(0);
    expect(play.run.stepSpecs.get('a')).toBe(spec);
  });
});
