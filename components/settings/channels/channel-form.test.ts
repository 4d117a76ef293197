import { expect, test } from 'vitest';
import { addressesIn, bodyOf, channelForm } from './channel-form.ts';

const values = { name: 'releases', kind: 'mail' as const, to: '', url: '', about: [] };
const faultOf = (given: object, kept = false) =>
  channelForm(kept)
    .safeParse({ ...values, ...given })
    .error?.issues.map(({ path, message }) => [path[0], message]);

test('addresses may be typed one a line, or pasted with commas', () => {
  expect(addressesIn('a@example.org, b@example.org\n\nc@example.org;')).toEqual([
    'a@example.org',
    'b@example.org',
    'c@example.org',
  ]);
});

test('each kind asks for its own address', () => {
  expect(faultOf({})).toEqual([['to', 'At least one address.']]);
  expect(faultOf({ to: 'a@example.org b' })).toEqual([['to', '“b” is no mail address.']]);
  expect(faultOf({ kind: 'slack' })).toEqual([['url', 'The address, please.']]);
  expect(faultOf({ kind: 'webhook', url: 'example.org' })?.[0]?.[0]).toBe('url');
  expect(faultOf({ kind: 'webhook', url: '' }, true)).toBeUndefined();
  expect(faultOf({ name: 'log', to: 'a@example.org' })).toHaveLength(1);
});

test('an address that is left as it is is not sent, and the kind only once', () => {
  expect(bodyOf({ ...values, kind: 'slack' }, true)).toEqual({ name: 'releases', about: [] });
  expect(bodyOf({ ...values, to: 'a@example.org' }, false)).toEqual({
    name: 'releases',
    kind: 'mail',
    about: [],
    to: ['a@example.org'],
  });
});
