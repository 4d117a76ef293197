import { expect, test } from 'vitest';
import { asksSecond, mayEdit, mayEditInside } from './edit-rules.ts';

const rules = { editable: ['text', 'items.0.price'], second: ['items'] };

test('a field may be edited where it or what holds it is named', () => {
  expect(mayEdit(rules, ['text'])).toBe(true);
  expect(mayEdit(rules, ['text', 'inner'])).toBe(true);
  expect(mayEdit(rules, ['items'])).toBe(false);
  expect(mayEdit(rules, ['items', '0', 'price'])).toBe(true);
  expect(mayEdit({ ...rules, editable: true }, [])).toBe(true);
});

test('the way to a field that may be edited is open', () => {
  expect(mayEditInside(rules, [])).toBe(true);
  expect(mayEditInside(rules, ['items'])).toBe(true);
  expect(mayEditInside(rules, ['items', '1'])).toBe(false);
  expect(mayEditInside({ editable: [], second: [] }, [])).toBe(false);
});

test('whatever lies in a field that asks for a second person asks too', () => {
  expect(asksSecond(rules, ['items', '0', 'price'])).toBe(true);
  expect(asksSecond(rules, ['text'])).toBe(false);
});
