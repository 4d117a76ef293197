import { expect, it } from 'vitest';
import { durationWords, readDurationWords } from './duration-words.ts';

it.each([
  ['5 minutes', '5m'],
  ['1 hour and 30 min', '90m'],
  ['1h 30m', '90m'],
  ['2 weeks', '14d'],
  ['1.5 hours', '90m'],
  ['90s', '90s'],
  ['0.5 seconds', '500ms'],
])('reads %s as %s', (said, written) => expect(readDurationWords(said)).toBe(written));

it.each(['', 'soon', '5 apples', '5 minutes or so', '{{ inputs.pause }}', '-5 minutes', '5'])(
  'leaves “%s” alone, which is no duration in words',
  (said) => expect(readDurationWords(said)).toBeNull(),
);

it('says a duration in words', () => {
  expect(durationWords(5_400_000)).toBe('1 hour 30 minutes');
  expect(durationWords(86_400_000)).toBe('1 day');
  expect(durationWords(1500)).toBe('1 second 500 milliseconds');
  expect(durationWords(0)).toBe('no time at all');
});
