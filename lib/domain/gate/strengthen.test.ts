import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VoterFacts } from '../run/command.ts';
import { normalStep } from '../workflow/normal.ts';
import type { BookVote, GateBook } from './book.ts';
import { levelIndex, mayDecide, quorumAfter } from './eligibility.ts';
import { type GatePolicy, type GateSpec, gateSchema, type PolicyDemand, policyDemandSchema } from './spec.ts';
import { type NamedPolicy, strengthened } from './strengthen.ts';

const members = ['a', 'b', 'c', 'd'].map((id, index) => ({
  id,
  email: `${id}@example.org`,
  groups: [index < 2 ? 'one' : 'two', ...(index % 2 ? ['odd'] : [])],
}));
const names = ['one', 'two', 'odd', 'a@example.org', 'd@example.org'];
const someNames = fc.subarray(names, { minLength: 1 });
const people = (given: string[]) => ({
  users: given.filter((name) => name.includes('@')),
  groups: given.filter((name) => !name.includes('@')),
});
const reviewers = someNames.map(people);
const fields = fc.subarray(['text', 'text.title', 'to']);
const flag = fc.constantFrom(true, undefined);
const shared = {
  reviewers,
  quorum: fc.oneof(
    fc.integer({ min: 1, max: 3 }),
    fc.constant('all' as const),
    fc.array(someNames, { minLength: 1, maxLength: 2 }).map((levels) => ({ levels })),
  ),
  actions: fc.subarray(['approve', 'modify', 'retry', 'skip', 'cancel'] as const, { minLength: 1 }),
  mandatory: flag,
  editable: fc.oneof(fc.constant(true as const), fields),
  form: fc
    .subarray(['ticket', 'reason'], { minLength: 1 })
    .map((required) => ({ type: 'object', properties: { ticket: { type: 'string' }, reason: {} }, required })),
  commentRequired: fc.subarray(['approve', 'skip'] as const),
  exclude: fc.subarray(names, { maxLength: 1 }),
  secondReviewer: fields,
  stepUp: flag,
  selfApproval: fc.constantFrom('never' as const, undefined),
  due: fc.constantFrom('1h', '2d'),
  remind: fc.constantFrom('10m', ['1h', '2h']),
  escalate: fc.record({ after: fc.constantFrom('1h', '3h'), to: reviewers }),
};
const anyGate = fc.record(
  { ...shared, expire: fc.record({ after: fc.constant('2d'), then: fc.constantFrom('approve', 'skip', 'cancel') }) },
  { requiredKeys: [] },
);
const anyDemand = fc.record(
  { ...shared, expire: fc.record({ after: fc.constantFrom('1d', '3d'), then: fc.constant('cancel' as const) }) },
  { requiredKeys: [] },
);

const policyOf = (gate: object, named: string | null = null): GatePolicy => {
  const spec: GateSpec = gateSchema.parse(JSON.parse(JSON.stringify({ ...gate, ...(named && { policy: named }) })));
  return normalStep({ id: 's', kind: 'shell', gate: spec }, {}).gates[0]!;
};
const policyNamed = (name: string, demand: PolicyDemand, everywhere = true): NamedPolicy => ({
  name,
  everywhere,
  demand: policyDemandSchema.parse(JSON.parse(JSON.stringify(demand))),
});

/** A gate on which nobody has voted, with everybody whom it can come to ask in the end. */
function bookOf(policy: GatePolicy): GateBook {
  const { users, groups } = policy.reviewers;
  const asked = [...groups, ...users];
  return {
    policy,
    asked: asked.length === 0 && policy.heldBy === null ? null : asked,
    escalatedTo: policy.escalate.flatMap(({ to }) => to),
    excluded: [],
    votes: [],
    secondFor: null,
    closed: false,
  };
}

const factsOf = (member: (typeof members)[number]): VoterFacts => ({
  email: member.email,
  groups: member.groups,
  delegators: [],
  eligible: members,
  selfApproval: 'marked',
});

/** Whether some of these people, in some order, can let it pass. */
function passes(book: GateBook, voters: readonly string[]): boolean {
  return voters.some((id) => {
    const member = members.find((one) => one.id === id)!;
    const actor = { kind: 'member' as const, id, name: id };
    const facts = factsOf(member);
    if (!mayDecide(book, { actor, facts, action: 'approve' }).may) return false;
    if (quorumAfter(book, { action: 'approve', actor, facts }).reached) return true;
    const vote: BookVote = {
      id,
      name: id,
      action: 'approve',
      outcome: null,
      for: null,
      selfSigned: false,
      level: levelIndex(book),
      at: 0,
    };
    return passes(
      { ...book, votes: [...book.votes, vote] },
      voters.filter((one) => one !== id),
    );
  });
}

const letThrough = (policy: GatePolicy) => {
  const crowds = Array.from({ length: 2 ** members.length }, (_, set) =>
    members.flatMap(({ id }, bit) => ((set >> bit) & 1 ? [id] : [])),
  );
  return crowds.filter((crowd) => passes(bookOf(policy), crowd)).map((crowd) => crowd.join());
};
const stopper = (policy: GatePolicy) =>
  members.filter(
    (member) =>
      mayDecide(bookOf(policy), {
        actor: { kind: 'member', id: member.id, name: member.id },
        facts: factsOf(member),
        action: 'cancel',
      }).may,
  );
const mayEdit = (policy: GatePolicy, field: string) =>
  policy.editable === true || policy.editable.some((one) => field === one || field.startsWith(`${one}.`));

/** What is asked of a gate beside who signs it: each part at least as much as in the other. */
function expectNoWeaker(policy: GatePolicy, than: GatePolicy) {
  expect(than.actions).toEqual(expect.arrayContaining(policy.actions));
  for (const field of ['text', 'text.title', 'to', 'other'])
    if (mayEdit(policy, field)) expect(mayEdit(than, field), field).toBe(true);
  expect(policy.commentRequired).toEqual(expect.arrayContaining(than.commentRequired));
  expect(policy.exclude).toEqual(expect.arrayContaining(than.exclude));
  expect(policy.secondReviewer).toEqual(expect.arrayContaining(than.secondReviewer));
  expect(policy.remindMs).toEqual(expect.arrayContaining(than.remindMs));
  expect((policy.form?.required as string[] | undefined) ?? []).toEqual(
    expect.arrayContaining((than.form?.required as string[] | undefined) ?? []),
  );
  if (than.mandatory) expect(policy.mandatory && !policy.actions.includes('skip')).toBe(true);
  if (than.stepUp) expect(policy.stepUp).toBe(true);
  if (than.selfApproval === 'never') expect(policy.selfApproval).toBe('never');
  if (than.dueMs !== null) expect(policy.dueMs).toBeLessThanOrEqual(than.dueMs);
  expect([null, 'cancel']).toContain(policy.expireThen);
  expect(policy.reuse).toBe(false);
}

/** The gate that demands this and nothing else. */
const alone = (demand: PolicyDemand) => policyOf(demand);

describe('what policies of the workspace make of a gate', () => {
  it('is never weaker than what its author asked, or than the policy', () => {
    fc.assert(
      fc.property(anyGate, anyDemand, (gate, demand) => {
        const own = policyOf(gate);
        const asked = policyNamed('p', demand);
        const stronger = strengthened(own, [asked])!;
        expectNoWeaker(stronger, own);
        expectNoWeaker(stronger, { ...alone(asked.demand), actions: asked.demand.actions ?? stronger.actions });
        // Who is left out makes "all" fewer; who is asked later is looked at below: what is compared is who signs.
        const { heldBy, exclude, reviewers: who } = stronger;
        const same = { exclude, escalate: [] };
        const passing = letThrough({ ...stronger, escalate: [] });
        const demanded = { ...alone(asked.demand), ...same, ...(heldBy === null ? { reviewers: who } : {}) };
        expect(letThrough(demanded)).toEqual(expect.arrayContaining(passing));
        const later = heldBy !== null || asked.demand.escalate ? alone(asked.demand) : own;
        expect(stronger.escalate).toEqual(later.escalate);
        const before = letThrough({ ...own, ...same });
        // Levels that no two people can fill are asked at once where a policy says all.
        if (heldBy === null && before.length > 0) expect(before).toEqual(expect.arrayContaining(passing));
        if (heldBy !== null)
          for (const crowd of passing) expect(crowd.split(',').length).toBeGreaterThanOrEqual(countOf(own.quorum));
      }),
      { numRuns: 400 },
    );
  });

  it('says nothing new when it is applied again, and does not hang on the order in which policies are listed', () => {
    fc.assert(
      fc.property(anyGate, anyDemand, anyDemand, anyDemand, (gate, first, second, third) => {
        const own = policyOf(gate, 'named');
        const policies = [
          policyNamed('x', first),
          policyNamed('y', second),
          policyNamed('named', third, false),
          policyNamed('unused', { actions: ['cancel'] }, false),
        ];
        const stronger = strengthened(own, policies)!;
        expect(strengthened(own, policies.toReversed())).toEqual(stronger);
        expect(strengthened(stronger, policies)).toEqual(stronger);
        expectNoWeaker(stronger, own);
        for (const { demand } of policies.slice(0, 3))
          expectNoWeaker(stronger, { ...alone(demand), actions: demand.actions ?? stronger.actions });
        const holder = policies.find(({ name }) => name === stronger.heldBy);
        // Whoever is at none of the levels has no part in it; which level comes first is no matter here.
        const held = holder && strengthened(policyOf({ quorum: 'all' }), [{ ...holder, everywhere: true }])!;
        if (held) expect(stopper({ ...held, quorum: 1 })).toEqual(expect.arrayContaining(stopper(stronger)));
      }),
      { numRuns: 400 },
    );
  });

  it('leaves a gate alone that no policy is about', () => {
    const own = policyOf({});
    expect(strengthened(own, [])).toBeNull();
    expect(strengthened(own, [policyNamed('p', { quorum: 3 }, false)])).toBeNull();
  });

  it('does not let an author choose a milder policy than what holds everywhere', () => {
    const policies = [
      policyNamed('z-security', { reviewers: { groups: ['one'] }, quorum: 2 }),
      policyNamed(
        'anyone',
        { reviewers: { groups: ['two'] }, escalate: { after: '1h', to: { groups: ['two'] } } },
        false,
      ),
    ];
    expect(strengthened(policyOf({}, 'anyone'), policies)).toMatchObject({
      reviewers: { groups: ['one'], users: [] },
      heldBy: 'z-security',
      quorum: 2,
      escalate: [],
    });
  });

  it('asks for as many as a number demands, whatever way the author counts', () => {
    const demand = [policyNamed('p', { quorum: 2 })];
    const friend = { users: ['a@example.org'] };
    expect(letThrough(strengthened(policyOf({ quorum: 'all', reviewers: friend }), demand)!)).toEqual([]);
    expect(letThrough(strengthened(policyOf({ quorum: { levels: [['a@example.org']] } }), demand)!)).toEqual([]);
    expect(strengthened(policyOf({ quorum: { levels: [['one']] } }), demand)).toMatchObject({
      quorum: { levels: [['one'], ['one']] },
    });
  });

  it('lets nobody pass a gate whose policy is gone', () => {
    fc.assert(
      fc.property(anyGate, fc.option(anyDemand), (gate, demand) => {
        const own = policyOf(gate, 'gone');
        const lost = strengthened(own, demand ? [policyNamed('p', demand)] : [])!;
        expectNoWeaker(lost, own);
        expect(lost).toMatchObject({ heldBy: 'gone', mandatory: true, selfApproval: 'never' });
        expect(stopper(lost)).toEqual([]);
        expect(letThrough(lost)).toEqual([]);
      }),
    );
  });
});

const countOf = (quorum: GatePolicy['quorum']) =>
  typeof quorum === 'number' ? quorum : quorum === 'all' ? 1 : quorum.levels.length;
