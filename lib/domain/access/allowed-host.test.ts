import { expect, it } from 'vitest';
import { allows, parseAllowedHost } from './allowed-host.ts';

it.each([
  ['Wiki.Intern', { kind: 'host', host: 'wiki.intern', port: null }],
  ['localhost:8080', { kind: 'host', host: 'localhost', port: 8080 }],
  ['10.20.0.7', { kind: 'address', address: '10.20.0.7', port: null }],
  ['10.20.0.7:443', { kind: 'address', address: '10.20.0.7', port: 443 }],
  ['fd00:0::1', { kind: 'address', address: 'fd00::1', port: null }],
  ['[fd00::1]:443', { kind: 'address', address: 'fd00::1', port: 443 }],
  ['::ffff:10.0.0.1', { kind: 'address', address: '10.0.0.1', port: null }],
  ['10.20.0.0/16', { kind: 'network', network: '10.20.0.0', bits: 16 }],
  ['fc00::/7', { kind: 'network', network: 'fc00::', bits: 7 }],
])('reads %s', (text, entry) => {
  expect(parseAllowedHost(text)).toEqual(entry);
});

it.each([
  '',
  '*.example.org',
  'https://example.org',
  'example.org/path',
  'example.org.',
  'user@example.org',
  'two hosts',
  'host:0',
  'host:70000',
  'host:',
  '-host',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '127.1',
  '10.0.0.256',
  '10.0.0.0/7',
  '0.0.0.0/0',
  '10.0.0.0/33',
  '10.0.0.0/8/8',
  '10.0.0.0/8:443',
  '::/0',
  '::ffff:10.0.0.0/104',
  'fe80::1%eth0',
  '[wiki.intern]:443',
  `${'a'.repeat(64)}.org`,
  `${'a.'.repeat(130)}org`,
])('refuses %s', (text) => {
  expect(parseAllowedHost(text)).toBeNull();
});

const list = ['git.intern:8443', 'wiki.intern', '10.1.0.0/16', '192.168.0.7:443', 'fd00::1'].map((text) => {
  const entry = parseAllowedHost(text);
  if (!entry) throw new Error(text);
  return entry;
});

it.each([
  ['git.intern', '10.9.9.9', 8443, true],
  ['git.intern', '10.9.9.9', 443, false],
  ['WIKI.intern.', '10.9.9.9', 1, true],
  ['not-wiki.intern', '10.9.9.9', 1, false],
  ['wiki.intern.example.org', '10.9.9.9', 1, false],
  ['anything', '10.1.255.255', 80, true],
  ['anything', '::ffff:10.1.0.1', 80, true],
  ['anything', '10.2.0.0', 80, false],
  ['anything', 'fd00::2', 80, false],
  ['anything', 'fd00:0:0::1', 80, true],
  ['192.168.0.7', '192.168.0.7', 443, true],
  ['192.168.0.7', '192.168.0.7', 80, false],
  ['10.1.0.1', 'no address', 80, false],
])('%s at %s port %i: %s', (host, address, port, allowed) => {
  expect(allows(list, { host, address, port })).toBe(allowed);
});
