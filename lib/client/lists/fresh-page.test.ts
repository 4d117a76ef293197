import { expect, test } from 'vitest';
import { freshPage, itemsOf } from './fresh-page.ts';

const page = (...ids: string[]) => ({ items: ids.map((id) => ({ id })), nextCursor: 'more' });

test('what came and what went in a page changes that page alone', () => {
  expect(freshPage(page('new', 'a', 'c', 'd', 'e'), page('d', 'e', 'f'))).toEqual(page('new', 'a', 'c'));
});

test('the page that follows is found though its own first has gone', () => {
  expect(freshPage(page('a', 'b', 'e', 'f'), page('d', 'e', 'f'))).toEqual(page('a', 'b'));
});

test('more new ones than there is room for ask for the whole list', () => {
  expect(freshPage(page('x', 'y', 'z'), page('d', 'e'))).toBeNull();
});

test('the last page is what was read', () => {
  expect(freshPage(page('a'), undefined)).toEqual(page('a'));
});

test('an item that two pages hold is shown once', () => {
  expect(itemsOf([page('a', 'b'), page('b', 'c')]).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});
