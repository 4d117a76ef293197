import { expect, it } from 'vitest';
import { demandTroubles } from './demand-lint.ts';
import type { NamedPolicy } from './strengthen.ts';
import { workforceOf } from './workforce.ts';

const policy = (name: string, everywhere: boolean, demand: NamedPolicy['demand']): NamedPolicy => ({
  name,
  everywhere,
  demand,
});
const release = { reviewers: { groups: ['release'] } };
const found = (one: NamedPolicy, others: NamedPolicy[] = []) =>
  demandTroubles(
    one,
    workforceOf({
      deciders: [{ id: 'a', email: 'a@example.org', groups: ['release'], provable: true }],
      others: new Set(),
      groups: new Map([['release', 1]]),
      selfApproval: 'marked',
      policies: [one, ...others],
    }),
  );

it('tells of a policy that nobody, or too few, could pass', () => {
  expect(found(policy('p', false, release))).toEqual([]);
  expect(found(policy('p', false, { ...release, quorum: 2 }))).toMatchObject([{ path: [], fix: expect.any(String) }]);
  expect(found(policy('p', false, { exclude: ['nobody'] }))).toMatchObject([{ path: ['exclude', 0] }]);
});

it('tells of reviewers that another policy outranks, as gates meet them', () => {
  const held = { path: ['reviewers'], message: expect.stringContaining('"b"'), fix: expect.any(String) };
  const others = [policy('b', true, release)];
  expect(found(policy('a', false, release), others)).toEqual([held]);
  expect(found(policy('c', true, release), others)).toEqual([held]);
  expect(found(policy('a', true, release), others)).toEqual([]);
  expect(found(policy('c', true, { quorum: { levels: [['release']] } }), others)).toEqual([held]);
  expect(found(policy('c', true, { quorum: 1 }), others)).toEqual([]);
});
