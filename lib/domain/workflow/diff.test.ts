import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical.ts';
import { diffJson } from './diff.ts';

describe('the differences of two values', () => {
  it('are told field by field', () => {
    expect(
      diffJson(
        { text: 'a', same: [1], gone: null, 'odd key': 1 },
        { text: 'b', same: [1], new: { x: 1 }, 'odd key': 2 },
      ),
    ).toEqual([
      { path: 'text', before: 'a', after: 'b', kind: 'changed' },
      { path: 'gone', before: null, kind: 'removed' },
      { path: '["odd key"]', before: 1, after: 2, kind: 'changed' },
      { path: 'new', after: { x: 1 }, kind: 'added' },
    ]);
    expect(diffJson('a', 'b')).toEqual([{ path: '', before: 'a', after: 'b', kind: 'changed' }]);
    expect(diffJson([1, 2], [1])).toEqual([{ path: '[1]', before: 2, kind: 'removed' }]);
    expect(diffJson({ a: [] }, { a: {} })).toEqual([{ path: 'a', before: [], after: {}, kind: 'changed' }]);
  });

  it('follow steps by their id, not by their place', () => {
    const step = (id: string, kind: string) => ({ id, kind });
    expect(
      diffJson(
        { steps: [step('a', 'shell'), step('b', 'shell')] },
        { steps: [step('new', 'gate'), step('a', 'shell'), step('b', 'http')] },
      ),
    ).toEqual([
      { path: 'steps[b].kind', before: 'shell', after: 'http', kind: 'changed' },
      { path: 'steps[new]', after: step('new', 'gate'), kind: 'added' },
    ]);
    expect(diffJson([step('a', 'x'), step('b', 'x')], [step('b', 'x'), step('a', 'x')])).toEqual([
      { path: 'order', before: ['a', 'b'], after: ['b', 'a'], kind: 'changed' },
    ]);
  });

  it('are none for the same value, and some for another', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [left, right] = [JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))];
        expect(diffJson(left, structuredClone(left))).toEqual([]);
        expect(diffJson(left, right).length > 0).toBe(canonicalJson(left) !== canonicalJson(right));
      }),
    );
  });

  it('are bounded', () => {
    const many = diffJson(
      Array.from({ length: 5000 }, () => 1),
      Array.from({ length: 5000 }, () => 2),
    );
    expect(many).toHaveLength(1001);
    expect(many.at(-1)).toMatchObject({ path: '', after: 'more than 1,000 differences' });
  });
});
