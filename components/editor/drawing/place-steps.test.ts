import { expect, test } from 'vitest';
import { openDraft } from '../model/draft.ts';
import { copiesOf } from './place-steps.ts';

function drawing(steps: object[]) {
  const opened = openDraft({ name: 'w', steps });
  if (!opened.ok) throw new Error(opened.reason);
  return opened.draft;
}

const a = { id: 'a', kind: 'shell' };
const b = { id: 'b', kind: 'template', needs: ['a', 'x'], with: { template: '{{ steps.a.output }} {{ steps.a_2 }}' } };

test('pasted steps get ids nobody has, follow each other by their new names, and need nothing outside', () => {
  const draft = drawing([a, { id: 'x', kind: 'wait' }]);
  const { steps } = copiesOf(draft, [a, b, { id: 'a_2', kind: 'wait' }], {}, { outside: false });
  expect(steps.map(({ id }) => id)).toEqual(['a_3', 'b', 'a_2']);
  expect(steps[1]).toMatchObject({ needs: ['a_3'], with: { template: '{{ steps.a_3.output }} {{ steps.a_2 }}' } });
});

test('duplicated steps stay connected to what they need outside', () => {
  const draft = drawing([a, { id: 'x', kind: 'wait' }, b]);
  const { steps } = copiesOf(draft, [b], {}, { outside: true });
  expect(steps).toMatchObject([{ id: 'b_2', needs: ['a', 'x'], with: b.with }]);
});

test('pasted steps cover nobody', () => {
  const draft = { ...drawing([a]), positions: { a: { x: 0, y: 0 } } };
  const { positions } = copiesOf(draft, [a], { a: { x: 0, y: 0 } }, { outside: false, exact: true });
  expect(positions.a_2!.y).toBeGreaterThan(60);
});
