import { expect, it } from 'vitest';
import { readTarget } from '#lib/domain/egress/target.ts';
import { followed } from './redirect.ts';

const at = (url: string) => {
  const read = readTarget(url);
  if ('problem' in read) throw new Error(url);
  return { method: 'GET', target: read.target, headers: { authorization: 'x' }, body: null };
};
const follow = (from: string, location: string) => followed(at(from), { status: 302, location }, {});

it('does not go from https to http, not even on the same host', () => {
  expect(follow('https://example.org/', 'http://example.org/')).toMatchObject({ fault: { code: 'refused' } });
});

it.each([
  ['https://example.org/a', '/b', true],
  ['https://example.org/a', '//example.org:443/b', true],
  ['https://example.org/a', 'https://EXAMPLE.org/b', true],
  ['http://example.org/a', 'https://example.org/b', false],
  ['https://example.org/a', 'https://example.org:8443/b', false],
  ['https://example.org/a', 'https://sub.example.org/b', false],
  ['https://example.org/a', '//other.example/b', false],
])('from %s to %s keeps credentials: %s', (from, location, keeps) => {
  const next = follow(from, location);
  expect('hop' in next && 'authorization' in next.hop.headers).toBe(keeps);
});

it('follows no redirect to a user, a password or another scheme', () => {
  for (const location of ['https://a:b@example.org/', 'ftp://example.org/', 'javascript:alert(1)', 'http://['])
    expect(follow('https://example.org/', location)).toMatchObject({ fault: { code: 'redirects' } });
});
