import { expect, test } from 'vitest';
import { applyChange, type Change } from './change.ts';
import { closeDraft, type Draft, freeId, openDraft } from './draft.ts';
import { closesCircle } from './need.ts';

function drawing(spec: unknown): Draft {
  const opened = openDraft(spec);
  if (!opened.ok) throw new Error(opened.reason);
  return opened.draft;
}

const spec = {
  name: 'release',
  steps: [
    { id: 'history', kind: 'shell', with: { run: 'git log' } },
    {
      id: 'notes',
      kind: 'template',
      needs: ['history'],
      with: { template: '{{ steps.history.output.stdout }} {{ steps.history2.output }}' },
    },
    { id: 'late', kind: 'notify', needs: [{ step: 'history', on: 'failure' }, 'notes'] },
  ],
  outputs: { log: '{{ steps["history"].output }}' },
  later: { unknown: true },
};

const after = (...changes: Change[]) => closeDraft(changes.reduce(applyChange, drawing(spec)));

test('opening and closing a workflow loses nothing, unknown keys included', () => {
  expect(closeDraft(drawing(spec))).toEqual(spec);
});

test('renaming a step follows into needs, templates and outputs, and leaves similar names alone', () => {
  expect(after({ type: 'step.rename', id: 'history', to: 'log' })).toMatchObject({
    steps: [
      { id: 'log' },
      { needs: ['log'], with: { template: '{{ steps.log.output.stdout }} {{ steps.history2.output }}' } },
      { needs: [{ step: 'log', on: 'failure' }, 'notes'] },
    ],
    outputs: { log: '{{ steps["log"].output }}' },
  });
});

test('a new name that is taken renames nothing', () => {
  expect(after({ type: 'step.rename', id: 'history', to: 'notes' })).toEqual(spec);
});

test('removing a step removes the ways out of it', () => {
  const { steps } = after({ type: 'steps.remove', ids: ['history'] });
  expect(steps).toMatchObject([{ id: 'notes' }, { id: 'late', needs: ['notes'] }]);
  expect((steps as object[])[0]).not.toHaveProperty('needs');
});

test('an edge can be drawn, given another result and taken away; twice the same edge is one', () => {
  const on = (needs: unknown) => (needs as { needs?: unknown }[])[2]!.needs;
  const add = { type: 'edge.add', source: 'notes', target: 'late', on: 'always' } as const;
  expect(on(after(add, add).steps)).toHaveLength(3);
  const turned = after({ type: 'edge.set', source: 'history', target: 'late', on: 'failure', to: 'success' });
  expect(on(turned.steps)).toEqual(['history', 'notes']);
  const cut = after({ type: 'edge.remove', source: 'history', target: 'late', on: 'failure' });
  expect(on(cut.steps)).toEqual(['notes']);
});

test('an edit of one step leaves the identity of the others alone', () => {
  const before = drawing(spec);
  const next = applyChange(before, { type: 'step.set', id: 'notes', key: 'name', value: 'Notes' });
  expect(next.steps.history).toBe(before.steps.history);
  expect(next.positions).toBe(before.positions);
});

test('what cannot be drawn says why', () => {
  expect(openDraft([])).toMatchObject({ ok: false });
  expect(openDraft({ steps: [{ id: 'a' }, { id: 'a' }] })).toEqual({ ok: false, reason: 'Two steps have the id a.' });
  expect(openDraft({ steps: [{ id: 'a' }, { id: '__proto__' }] })).toMatchObject({ ok: false });
});

test('an edge that would close a circle is recognised, through others as well', () => {
  const { steps } = drawing(spec);
  expect(closesCircle(steps, 'late', 'history')).toBe(true);
  expect(closesCircle(steps, 'history', 'late')).toBe(false);
});

test('a new id is the wanted one or the next free number', () => {
  expect(freeId('shell', {})).toBe('shell');
  expect(freeId('shell_2', { shell: 1, shell_2: 1 })).toBe('shell_3');
  expect(freeId('9 lives!', {})).toBe('lives_');
});
