import { expect, test } from 'vitest';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { changesOf, whereChanged } from './changes.ts';

const view = (digest: string, more: object = {}) =>
  ({
    digest,
    payload: { text: 'one' },
    upstream: [{ step: 'facts', hash: 'h1' }],
    artifacts: [{ name: 'notes.md', hash: 'a1' }],
    policy: { words: ['One decision is enough.'] },
    error: null,
    ...more,
  }) as unknown as ApprovalView;

test('the same digest means that nothing changed', () => {
  expect(changesOf(view('d1'), view('d1'))).toBeNull();
});

test('every place that a signature covers is told', () => {
  const changes = changesOf(
    view('d1'),
    view('d2', {
      payload: { text: 'two' },
      upstream: [{ step: 'facts', hash: 'h2' }],
      artifacts: [{ name: 'other.md', hash: 'a1' }],
      policy: { words: ['2 people have to let it pass.'] },
    }),
  );
  expect(changes?.payload).toEqual([{ path: 'text', before: 'one', after: 'two', kind: 'changed' }]);
  expect([...(changes?.upstream ?? [])]).toEqual(['facts']);
  expect([...(changes?.artifacts ?? [])].sort()).toEqual(['notes.md', 'other.md']);
  expect(changes?.rules).toEqual({ gone: ['One decision is enough.'], come: ['2 people have to let it pass.'] });
  expect(changes && whereChanged(changes)).toBe('1 field, 1 result, 2 artifacts and the rules');
});
