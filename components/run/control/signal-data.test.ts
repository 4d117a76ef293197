import { expect, test } from 'vitest';
import { signalData } from './signal-data.ts';

test('nothing typed sends no data, JSON is sent as it is, and anything else is refused in words', () => {
  expect(signalData('  ')).toEqual({});
  expect(signalData('{"paid": true}')).toEqual({ data: { paid: true } });
  expect(signalData('null')).toEqual({ data: null });
  expect(signalData('paid')).toHaveProperty('problem');
});
