import { expect, test } from 'vitest';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { editOf } from './edit-of.ts';

const view = (more: object = {}) =>
  ({
    placement: 'after',
    payload: { text: 'one', price: 3 },
    policy: { secondReviewer: ['price'] },
    ...more,
  }) as unknown as ApprovalView;

test('an edit that changes nothing cannot be signed', () => {
  expect(editOf(view(), undefined, false)).toMatchObject({
    changes: [],
    hold: expect.stringMatching(/Change something/),
  });
  expect(editOf(view(), { text: 'one', price: 3 }, false).hold).toMatch(/Change something/);
});

test('half-typed values hold a decision back', () => {
  expect(editOf(view(), { text: 'two', price: 3 }, true).hold).toMatch(/no value yet/);
});

test('a field that asks for a second person says so', () => {
  expect(editOf(view(), { text: 'two', price: 3 }, false)).toMatchObject({ asksSecond: false, hold: null });
  expect(editOf(view(), { text: 'one', price: 4 }, false).asksSecond).toBe(true);
});

test('the result of a failed step is written anew and compared with nothing', () => {
  const failed = view({ placement: 'onFailure' });
  expect(editOf(failed, undefined, false)).toMatchObject({ value: {}, hold: expect.stringMatching(/result/) });
  expect(editOf(failed, { text: 'by hand' }, false)).toMatchObject({ changes: [], asksSecond: false, hold: null });
});
