import { expect, it } from 'vitest';
import { createMask } from '#lib/engine/masking.ts';
import { requestOf } from './request.ts';

const context = { idempotencyKey: 'k', mask: createMask(['sealed-value']) };
const url = 'https://example.org/';

it('names the headers that hold a sealed value, in whatever form', () => {
  const headers = {
    Authorization: 'Basic dXNlcjpzZWFsZWQtdmFsdWU=',
    'X-Key': 'sealed-value',
    'X-Part': 'a sealed-value b',
    'X-Plain': 'value',
  };
  const { credentialHeaders } = requestOf({ url, headers }, context);
  expect(credentialHeaders).toEqual(expect.arrayContaining(['x-key', 'x-part']));
  expect(credentialHeaders).not.toContain('x-plain');
});

it.each([
  ['text', 'a sealed-value b', true],
  ['JSON', { deep: ['sealed-value'] }, true],
  ['nothing sealed', { deep: ['value'] }, false],
])('knows whether a body holds one: %s', (_, body, sealedBody) => {
  expect(requestOf({ method: 'POST', url, body }, context).sealedBody).toBe(sealedBody);
});
