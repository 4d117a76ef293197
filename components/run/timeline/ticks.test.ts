import { expect, test } from 'vitest';
import { timeTicks } from './ticks.ts';

const words = (from: string, to: string, most: number, zone = 'UTC') =>
  timeTicks(Date.parse(from), Date.parse(to), most, zone).map(({ text }) => text);

test.each([
  ['2030-01-31T14:00:10Z', '2030-01-31T14:03:00Z', 4, 'UTC', ['14:01', '14:02', '14:03']],
  ['2030-01-31T14:00:11Z', '2030-01-31T14:00:50Z', 3, 'UTC', ['14:00:15', '14:00:30', '14:00:45']],
  [
    '2030-01-31T14:00:10.100Z',
    '2030-01-31T14:00:10.300Z',
    4,
    'UTC',
    ['14:00:10.100', '14:00:10.150', '14:00:10.200', '14:00:10.250', '14:00:10.300'],
  ],
  ['2030-01-31T20:00:00Z', '2030-02-01T02:00:00Z', 3, 'UTC', ['20:00', '22:00', '1 Feb', '02:00']],
  ['2030-01-31T20:00:00Z', '2030-02-04T02:00:00Z', 5, 'UTC', ['1 Feb', '2 Feb', '3 Feb', '4 Feb']],
  ['2030-01-31T14:00:00Z', '2030-01-31T18:00:00Z', 3, 'Asia/Kolkata', ['20:00', '22:00']],
])('from %s to %s, at most about %i in %s', (from, to, most, zone, expected) =>
  expect(words(from, to, most, zone)).toEqual(expected),
);

test('a run of no length has an axis, too', () => {
  expect(timeTicks(5000, 5000, 5, 'UTC')).toEqual([{ at: 5000, text: '00:00:05.000' }]);
});
