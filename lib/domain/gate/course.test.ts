import { describe, expect, it } from 'vitest';
import type { GatePolicy } from '#lib/domain/gate/spec.ts';
import { Play, person } from '../run/testing/play.ts';
import { bookOf } from './book.ts';
import { quorumOf, whom } from './eligibility.ts';
import { plainPolicy } from './plain-policy.ts';

const ana = person('ana');
const ben = person('ben');
const carl = person('carl');
const hour = 3_600_000;
const gated = (gate: object) =>
  new Play({
    name: 'w',
    steps: [
      { id: 'a', kind: 'shell', with: { run: 'true' }, gate: { placement: 'after', ...gate } },
      { id: 'b', kind: 'shell', with: { run: 'true' }, needs: ['a'] },
    ],
  })
    .admit()
    .succeed('a');
const waitsFor = (play: Play) => whom(bookOf(play.run, play.gateOf('a')));
const giver = (who: typeof ana, groups: string[] = []) => ({ id: who.id!, name: who.name, email: who.email!, groups });

describe('reminders and escalation', () => {
  it('reminds once for each time, and only of the last that was missed', () => {
    const play = gated({ remind: ['1h', '2h', '3h'] });
    const gate = play.gateOf('a').id;
    const due = () => play.do({ type: 'gateReminderDue', gate }).map(({ data }) => (data as { nth: number }).nth);
    expect(due()).toEqual([]);
    play.now += hour;
    expect([due(), due()]).toEqual([[1], []]);
    play.now += 2 * hour;
    expect([due(), due()]).toEqual([[3], []]);
    play.vote('a', ana, 'approve');
    expect(due()).toEqual([]);
  });

  it('asks the next ones too when their time has come, and nobody before', () => {
    const play = gated({
      reviewers: { groups: ['dev'] },
      escalate: [
        { after: '2h', to: { users: ['carl@example.org'] } },
        { after: '1h', to: { groups: ['leads'] } },
      ],
    });
    const gate = play.gateOf('a').id;
    expect(() => play.vote('a', carl, 'approve')).toThrow('not_a_reviewer');
    play.now += hour;
    expect(play.do({ type: 'gateEscalationDue', gate })).toHaveLength(1);
    expect(waitsFor(play)).toEqual(['dev', 'leads']);
    expect(() => play.vote('a', carl, 'approve')).toThrow('not_a_reviewer');
    play.now += hour;
    play.do({ type: 'gateEscalationDue', gate });
    expect(waitsFor(play)).toEqual(['dev', 'leads', 'carl@example.org']);
    expect(play.vote('a', carl, 'approve').phase('b')).toBe('running');
  });

  it('lets the escalated sign at any level of an ordered quorum', () => {
    const play = gated({
      quorum: { levels: [['dev'], ['ops']] },
      escalate: { after: '1h', to: { groups: ['leads'] } },
    });
    play.now += hour;
    play.do({ type: 'gateEscalationDue', gate: play.gateOf('a').id });
    play.vote('a', carl, 'approve', { facts: { groups: ['leads'] } });
    expect(play.phase('a')).toBe('gated');
    expect(play.vote('a', ben, 'approve', { facts: { groups: ['ops'] } }).phase('b')).toBe('running');
  });
});

describe('standing in', () => {
  const asksAna = { reviewers: { users: ['ana@example.org'] }, quorum: 1 };

  it('uses the right of somebody who is asked, and says whose', () => {
    const play = gated(asksAna);
    expect(() => play.vote('a', ben, 'approve')).toThrow('not_a_reviewer');
    play.vote('a', ben, 'approve', { facts: { delegators: [giver(ana)] } });
    expect([...play.run.gates.values()][0]!.votes[0]).toMatchObject({
      actor: { id: 'ben' },
      onBehalfOf: { id: 'ana', name: ana.name },
    });
  });

  it('is no way around four eyes: neither for the one who stands in, nor for the one they stand in for', () => {
    const started = (starter: typeof ana) =>
      new Play(
        {
          name: 'w',
          steps: [{ id: 'a', kind: 'shell', with: { run: 'true' }, gate: { placement: 'after', ...asksAna } }],
        },
        { starter },
      )
        .admit()
        .succeed('a');
    const facts = { delegators: [giver(ana)], selfApproval: 'marked' as const };
    expect(() => started(ben).vote('a', ben, 'approve', { facts })).toThrow('self_approval');
    expect(() => started(ana).vote('a', ben, 'approve', { facts })).toThrow('not_a_reviewer');
  });

  it('uses a right once: who signs themselves replaces what was signed for them', () => {
    const play = gated({ reviewers: { users: ['ana@example.org', 'carl@example.org'] }, quorum: 2 });
    play.vote('a', ben, 'approve', { facts: { delegators: [giver(ana)] } }).vote('a', ana, 'approve');
    expect(play.phase('a')).toBe('gated');
    expect(() => play.vote('a', ben, 'approve', { facts: { delegators: [giver(ana)] } })).toThrow('not_a_reviewer');
    expect(play.vote('a', carl, 'approve').phase('b')).toBe('running');
  });
});

describe('a second pair of eyes for an edit', () => {
  const edit = (play: Play, who: typeof ana, asksSecond: boolean) => {
    const gate = play.gateOf('a');
    play.do({
      type: 'decideGate',
      gate: gate.id,
      actor: who,
      action: 'modify',
      digest: gate.digest,
      payload: { v: { text: who.name } },
      newDigest: `${gate.digest.slice(8)}${play.events.length}`.padEnd(64, '0'),
      asksSecond,
      facts: { groups: [], email: who.email!, eligible: [], delegators: [], selfApproval: 'never' },
    });
    return play.settle();
  };

  it('waits for somebody else when the edit asks for it, and not otherwise', () => {
    expect(edit(gated({}), ana, false).phase('b')).toBe('running');
    const play = edit(gated({}), ana, true);
    expect(quorumOf(bookOf(play.run, play.gateOf('a')), { action: 'approve' }, null)).toEqual({
      have: 1,
      need: 2,
      reached: false,
    });
    expect(play.phase('a')).toBe('gated');
    expect(play.vote('a', ben, 'approve').phase('b')).toBe('running');
  });

  it('is not satisfied by a further edit of the same person, but by one of somebody else', () => {
    const again = edit(edit(gated({}), ana, true), ana, false);
    expect(again.phase('a')).toBe('gated');
    expect(edit(again, ben, false).phase('b')).toBe('running');
  });
});

describe('who is kept out, and who is put in', () => {
  it('keeps out whom the policy excludes, mark or no mark, but lets them stop the run', () => {
    const play = gated({ exclude: ['contractors'] });
    const facts = { groups: ['contractors'], selfApproval: 'marked' as const };
    expect(() => play.vote('a', ben, 'approve', { facts })).toThrow('self_approval');
    expect(play.vote('a', ben, 'cancel', { facts }).run.status).toBe('cancelled');
  });

  it('asks for proof before it lets pass, not before it stops', () => {
    expect(() => gated({ stepUp: true }).vote('a', ana, 'approve')).toThrow('step_up_required');
    expect(gated({ stepUp: true }).vote('a', ana, 'cancel').run.status).toBe('cancelled');
  });

  it('asks others when a person chooses them, who then does not decide', () => {
    const play = gated({ reviewers: { groups: ['dev'] } });
    const gate = play.gateOf('a').id;
    play.do({ type: 'reassignGate', gate, actor: ana, to: ['ben@example.org', 'ana@example.org'] });
    expect(waitsFor(play)).toEqual(['ben@example.org', 'ana@example.org']);
    expect(() => play.vote('a', carl, 'approve', { facts: { groups: ['dev'] } })).toThrow('not_a_reviewer');
    expect(() => play.vote('a', ana, 'approve')).toThrow('self_approval');
    expect(play.vote('a', ben, 'approve').phase('b')).toBe('running');
    expect(() => play.do({ type: 'reassignGate', gate, actor: ana, to: ['dev'] })).toThrow('gate_closed');
  });

  it('does not put anybody in the place of those whom a policy of the workspace names', () => {
    const play = gated({});
    const held: GatePolicy = { ...plainPolicy, placement: 'after', title: 'Held', heldBy: 'production' };
    play.gateOf('a').policy = held;
    expect(() => play.do({ type: 'reassignGate', gate: play.gateOf('a').id, actor: ana, to: ['dev'] })).toThrow(
      'policy_holds',
    );
  });

  it('opens to nobody when the expression for the reviewers names nobody', () => {
    const play = gated({ reviewers: { expression: 'inputs.who' } });
    expect(() => play.vote('a', ana, 'approve')).toThrow('not_a_reviewer');
    play.gateOf('a').named.push('ana@example.org');
    expect(play.vote('a', ana, 'approve').phase('b')).toBe('running');
  });
});
