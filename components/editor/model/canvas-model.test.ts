import { expect, test } from 'vitest';
import { align, snap } from './align.ts';
import { applyChange } from './change.ts';
import { printClip, readClip } from './clipboard-text.ts';
import { closeDraft, closeLayout, type Draft, openDraft } from './draft.ts';
import { putBetween, reroute, wayOf } from './edge-edits.ts';
import { edgeNear } from './edge-near.ts';
import { findSteps } from './find-steps.ts';
import { walk } from './walk.ts';

function drawing(): Draft {
  const opened = openDraft(
    {
      name: 'w',
      steps: [
        { id: 'a', kind: 'branch', with: { cases: [{ name: 'very big', when: 'true' }], default: 'small' } },
        { id: 'b', kind: 'shell', needs: [{ step: 'a', on: 'very big' }], with: { run: 'echo needle' } },
        { id: 'c', kind: 'shell', needs: ['b'] },
      ],
    },
    { positions: { a: { x: 0, y: 0 }, b: { x: 300, y: 0 }, c: { x: 600, y: 200 } } },
  );
  if (!opened.ok) throw new Error(opened.reason);
  return opened.draft;
}

test('a step put between takes the result of the way, also one with a space in its name', () => {
  const way = wayOf('a very big b');
  expect(way).toEqual({ source: 'a', on: 'very big', target: 'b' });
  const after = applyChange(drawing(), putBetween({ id: 'n', kind: 'wait' }, way, { x: 1, y: 2 }));
  expect(after.steps.n?.needs).toEqual([{ step: 'a', on: 'very big' }]);
  expect(after.steps.b?.needs).toEqual(['n']);
});

test('a way led elsewhere keeps its result where the new source has it, and never closes a circle', () => {
  const draft = drawing();
  const moved = reroute(draft, wayOf('a very big b'), { source: 'a', target: 'c' });
  expect(applyChange(draft, moved!).steps.c?.needs).toEqual(['b', { step: 'a', on: 'very big' }]);
  expect(reroute(draft, wayOf('a very big b'), { source: 'c', target: 'b' })).toBeNull();
  const turned = reroute(draft, wayOf('b success c'), { source: 'c', target: 'b' });
  expect(applyChange(draft, turned!).steps.b?.needs).toContain('c');
  const late = reroute(draft, wayOf('a very big b'), { source: 'b', target: 'b' });
  expect(late).toBeNull();
});

test('steps line up, and equal gaps leave the outermost where they are', () => {
  const places = { a: { x: 0, y: 0 }, b: { x: 90, y: 10 }, c: { x: 400, y: 30 } };
  expect(align(places, 'top')).toEqual({ a: { x: 0, y: 0 }, b: { x: 90, y: 0 }, c: { x: 400, y: 0 } });
  expect(align(places, 'across')).toMatchObject({ a: { x: 0 }, b: { x: 200 }, c: { x: 400 } });
});

test('a dragged step snaps to the nearest line of the others and not to itself', () => {
  const still = { a: { x: 0, y: 0 }, m: { x: 500, y: 300 } };
  expect(snap({ m: { x: 4, y: 300 } }, still, 6)).toEqual({ dx: -4, dy: 0, guides: [{ axis: 'x', at: 0 }] });
  expect(snap({ m: { x: 40, y: 300 } }, still, 6).guides).toEqual([]);
});

test('arrow keys follow ways, and end where the drawing ends', () => {
  const draft = drawing();
  expect([walk(draft, 'a', 'right'), walk(draft, 'b', 'left'), walk(draft, 'c', 'right')]).toEqual(['b', 'a', null]);
  expect(walk(draft, 'c', 'up')).toBeNull();
});

test('every typed word is looked for in id, kind and parameters', () => {
  expect(findSteps(drawing(), 'SHELL needle')).toEqual(['b']);
  expect(findSteps(drawing(), ' ')).toEqual([]);
});

test('the way nearest to a point is found within reach', () => {
  const { positions } = drawing();
  const ways = [
    { id: 'ab', source: 'a', target: 'b' },
    { id: 'bc', source: 'b', target: 'c' },
  ];
  expect(edgeNear({ x: 260, y: 40 }, ways, positions, 20)).toBe('ab');
  expect(edgeNear({ x: 260, y: 140 }, ways, positions, 20)).toBeNull();
});

test('copied steps come back from their text; a list, one step and a whole workflow are taken as well', () => {
  const { steps, positions } = drawing();
  const notes = [{ text: 'Ask first', x: 8, y: 12, width: 220, height: 120 }];
  const clip = { steps: [steps.b!, steps.c!], positions, notes };
  expect(readClip(printClip(clip))).toEqual({
    ok: true,
    steps: clip.steps,
    positions: { b: positions.b, c: positions.c },
    notes,
  });
  expect(readClip(printClip({ steps: [], positions: {}, notes }))).toEqual({
    ok: true,
    steps: [],
    positions: {},
    notes,
  });
  expect(readClip('notes: [{ text: no place }, 7]')).toMatchObject({ ok: false });
  expect(readClip('- { id: x, kind: wait }')).toMatchObject({ ok: true, steps: [{ id: 'x' }] });
  expect(readClip('id: x\nkind: not-here')).toMatchObject({ ok: true, steps: [{ kind: 'not-here' }] });
});

test('what is no step is refused with its place', () => {
  expect(readClip('steps:\n  - {id: a\n')).toMatchObject({ ok: false, reason: expect.stringMatching(/^Line \d/) });
  expect(readClip('Dear all,')).toMatchObject({ ok: false, reason: expect.stringContaining('no steps') });
  expect(readClip('steps: [{ id: a, kind: x }, 7]')).toEqual({ ok: false, reason: 'Step 2 is not a mapping.' });
  expect(readClip('x'.repeat(10_000_000))).toMatchObject({
    ok: false,
    reason: expect.stringContaining('10.0 million'),
  });
});

test('notes are moved, taken away and kept beside the spec, never in it', () => {
  const note = { text: 'Why', x: 0, y: 0, width: 200, height: 100 };
  const put = applyChange(drawing(), { type: 'note.put', id: 'n', note });
  const moved = applyChange(put, { type: 'notes.move', positions: { n: { x: 5, y: 6 }, gone: { x: 0, y: 0 } } });
  expect(closeLayout(moved).notes).toEqual({ n: { ...note, x: 5, y: 6 } });
  expect(closeDraft(moved)).toEqual(closeDraft(drawing()));
  expect(closeLayout(applyChange(moved, { type: 'notes.remove', ids: ['n'] }))).not.toHaveProperty('notes');
});
