import { expect, test } from 'vitest';
import { itemsText } from './items-text.ts';

test('says what is done, and failed and under way only where some are', () => {
  expect(itemsText({ count: 10_000, open: 10, done: 9120, failed: 3 })).toBe(
    '9,120 of 10,000 items done, 3 failed, 10 under way',
  );
  expect(itemsText({ count: 1, open: 0, done: 1, failed: 0 })).toBe('1 of 1 item done');
});
