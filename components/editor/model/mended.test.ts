import { describe, expect, it } from 'vitest';
import { fixOf } from '#lib/domain/workflow/findings/fixes/fix-of.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import { closeDraft, type Draft, openDraft } from './draft.ts';
import { mended } from './mended.ts';

function drawing(spec: unknown): Draft {
  const opened = openDraft(spec);
  if (!opened.ok) throw new Error(opened.reason);
  return { ...opened.draft, positions: { a: { x: 1, y: 2 } } };
}

const draft = drawing({
  name: 'w',
  steps: [
    { id: 'a', kind: 'shell' },
    { id: 'b', kind: 'shell', needs: ['aa'] },
  ],
});
const found = {
  rule: 'logic.dangling',
  message: '"b" needs "aa", which does not exist.',
  fix: 'Did you mean "a"?',
  step: 'b',
  path: ['steps', 1, 'needs', 0],
};

describe('a mended drawing', () => {
  const fix = fixOf(closeDraft(draft) as JsonObject, found)!;

  it('changes what the finding is about and leaves places and the other steps as they are', () => {
    const next = mended(draft, fix)!;
    expect(next.steps.b).toEqual({ id: 'b', kind: 'shell', needs: ['a'] });
    expect(next.steps.a).toBe(draft.steps.a);
    expect(next.positions).toBe(draft.positions);
  });

  it('is none where nothing could be drawn', () => {
    expect(mended(draft, { ...fix, spec: { name: 'w', steps: 1 } })).toBeNull();
  });
});
