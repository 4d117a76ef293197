import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { senderOf, trustedProxies } from './forwarded.ts';

const request = (remoteAddress: string, headers: Record<string, string>) =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage;
const url = 'https://flows.example.org';
const claims = {
  host: '127.0.0.1:3000',
  'x-forwarded-for': '203.0.113.7, 198.51.100.2, 10.0.0.9',
  'x-forwarded-host': 'flows.example.org',
  'x-forwarded-proto': 'https',
};

test('what a stranger claims does not count', () => {
  expect(senderOf(request('::ffff:198.51.100.1', claims), trustedProxies([]), url)).toEqual({
    address: '198.51.100.1',
    host: '127.0.0.1:3000',
    protocol: 'http',
  });
});

test('a trusted proxy is believed, and of the path only what trusted ones wrote', () => {
  expect(senderOf(request('::ffff:10.0.0.5', claims), trustedProxies(['10.0.0.0/8']), url)).toEqual({
    address: '198.51.100.2',
    host: 'flows.example.org',
    protocol: 'https',
  });
});

test('nonsense in the path is not an address', () => {
  const sent = { ...claims, 'x-forwarded-for': 'me' };
  expect(senderOf(request('10.0.0.5', sent), trustedProxies(['10.0.0.5']), url).address).toBe('10.0.0.5');
});

test('a proxy that is no address is told to the operator', () => {
  for (const wrong of ['proxy', '10.0.0.0/99', '10.0.0.0/x'])
    expect(() => trustedProxies([wrong])).toThrow('COUNTERSIGN_TRUSTED_PROXIES');
});
