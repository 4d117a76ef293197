import { expect, it } from 'vitest';
import { addressClass } from './address-class.ts';
import { readTarget, shownUrl } from './target.ts';

it.each([
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['0.0.0.0', 'unspecified'],
  ['0.1.2.3', 'unspecified'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'shared (carrier-grade NAT)'],
  ['100.127.255.255', 'shared (carrier-grade NAT)'],
  ['100.100.100.200', 'metadata'],
  ['169.254.169.254', 'metadata'],
  ['168.63.129.16', 'metadata'],
  ['169.254.0.1', 'link-local'],
  ['192.0.0.8', 'reserved'],
  ['192.0.2.1', 'documentation'],
  ['198.51.100.1', 'documentation'],
  ['203.0.113.7', 'documentation'],
  ['198.18.0.1', 'benchmarking'],
  ['198.19.255.255', 'benchmarking'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.255', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:7f00:1', 'loopback'],
  ['::ffff:8.8.8.8', 'embedded IPv4'],
  ['::ffff:0:127.0.0.1', 'embedded IPv4'],
  ['::7f00:1', 'embedded IPv4'],
  ['2002:7f00:1::', 'embedded IPv4'],
  ['2001:0:53aa:64c::1', 'embedded IPv4'],
  ['64:ff9b::7f00:1', 'loopback'],
  ['64:ff9b::a9fe:a9fe', 'metadata'],
  ['64:ff9b:1::1', 'embedded IPv4'],
  ['fd00:ec2::254', 'metadata'],
  ['fc00::1', 'private'],
  ['fdff::1', 'private'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local'],
  ['fec0::1', 'private'],
  ['ff02::1', 'multicast'],
  ['2001:db8::1', 'documentation'],
  ['3fff::1', 'documentation'],
  ['2001:2::1', 'benchmarking'],
  ['2001:10::1', 'reserved'],
  ['100::1', 'reserved'],
  ['5f00::1', 'reserved'],
  ['4000::1', 'reserved'],
  ['no address', 'invalid'],
])('%s is %s', (address, is) => {
  expect(addressClass(address)).toBe(is);
});

it.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '198.20.0.1', '223.255.255.1'])(
  '%s is public',
  (address) => expect(addressClass(address)).toBeNull(),
);
it.each(['2606:4700::1111', '2a00:1450::1', '2001:4860:4860::8888', '64:ff9b::808:808'])('%s is public', (address) =>
  expect(addressClass(address)).toBeNull(),
);

const read = (text: string) => {
  const found = readTarget(text);
  return 'target' in found ? found.target : null;
};

it.each([
  ['http://2130706433/', '127.0.0.1'],
  ['http://0177.0.0.1/', '127.0.0.1'],
  ['http://0x7f.1/', '127.0.0.1'],
  ['http://127.1/', '127.0.0.1'],
  ['http://0/', '0.0.0.0'],
  ['http://１２７.０.０.１/', '127.0.0.1'],
  ['http://127。0。0。1/', '127.0.0.1'],
  ['http://%31%32%37.0.0.1/', '127.0.0.1'],
  ['http://127.0.0.1./', '127.0.0.1'],
  ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
  ['http://[::ffff:7f00:1]/', '::ffff:7f00:1'],
  ['http://[0:0:0:0:0:0:0:1]/', '::1'],
  ['http:\\\\10.0.0.1\\', '10.0.0.1'],
])('reads the address in %s', (text, host) => {
  expect(read(text)).toMatchObject({ host, literal: true });
  expect(addressClass(host)).not.toBeNull();
});

it.each([
  ['https://Example.ORG./a?b=c#d', 'example.org', 443],
  ['http://bücher.example:8080/', 'xn--bcher-kva.example', 8080],
  ['http://localhost./', 'localhost', 80],
  ['http://foo.localhost/', 'foo.localhost', 80],
])('reads the name in %s', (text, host, port) => {
  expect(read(text)).toMatchObject({ host, port, literal: false });
});

it.each([
  'http://example.org@127.0.0.1/',
  'http://user:pass@example.org/',
  'http://:pass@example.org/',
  'file:///etc/passwd',
  'ftp://example.org/',
  'gopher://127.0.0.1:70/_x',
  'unix:/run/docker.sock',
  'javascript:alert(1)',
  '/path',
  'example.org',
  'http://',
  'http://256.256.256.256/',
  'http://[fe80::1%25eth0]/',
  'http://exa mple.org/',
])('refuses %s', (text) => {
  expect(read(text)).toBeNull();
});

it('shows no values of a query', () => {
  expect(shownUrl(new URL('https://example.org/a?token=x'))).toBe('https://example.org/a?…');
});
