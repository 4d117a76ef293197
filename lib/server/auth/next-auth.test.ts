import { expect, test } from 'vitest';
import { ownAddress } from './next-auth.ts';

const base = 'https://flows.example.org';

test.each([
  ['/runs?x=1', `${base}/runs?x=1`],
  [`${base}/runs`, `${base}/runs`],
  ['https://elsewhere.example.org/x', base],
  ['//elsewhere.example.org/x', base],
  ['/\\elsewhere.example.org', base],
  ['javascript:alert(1)', base],
  ['https://flows.example.org.elsewhere.example.org', base],
  ['http://flows.example.org/', base],
])('after signing in, %s leads to %s', (wanted, to) => {
  expect(ownAddress(wanted, `${base}/api/auth`)).toBe(to);
});
