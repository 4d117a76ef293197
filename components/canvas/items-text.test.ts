import { expect, test } from 'vitest';
import { itemsText, shortText } from './items-text.ts';

test('in little room, what is done and failed is enough', () => {
  expect(shortText({ count: 10_000, open: 10, done: 9120, failed: 3 })).toBe('9,120 of 10,000, 3 failed');
  expect(shortText({ count: 2, open: 0, done: 2, failed: 0 })).toBe('2 of 2');
});

test('says what is done, and failed and under way only where some are', () => {
  expect(itemsText({ count: 10_000, open: 10, done: 9120, failed: 3 })).toBe(
    '9,120 of 10,000 items done, 3 failed, 10 under way',
  );
  expect(itemsText({ count: 1, open: 0, done: 1, failed: 0 })).toBe('1 of 1 item done');
});
