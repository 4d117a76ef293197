import { expect, test } from 'vitest';
import { normalize } from '../workflow/normal.ts';
import { workflowSchema } from '../workflow/spec.ts';
import { concurrencyKey, longestKey } from './concurrency.ts';

const actor = { kind: 'member', id: 'm1', name: 'Starter', email: 'starter@example.org' } as const;
const keyOf = (key: unknown, input = {}) =>
  concurrencyKey(normalize(workflowSchema.parse({ name: 'release', steps: [], concurrency: { key } })), {
    input,
    version: 3,
    actor,
  });

test('a key is rendered from the inputs and the run', () => {
  expect(keyOf('{{ inputs.repo }}/{{ run.startedBy.email }}', { repo: 'a' })).toEqual({
    ok: true,
    key: 'a/starter@example.org',
  });
  expect(keyOf('{{ inputs.n }}', { n: 1 })).toEqual(keyOf('{{ inputs.n }}', { n: '1' }));
  expect(keyOf('fixed {{ run.workflow }} {{ run.version }}')).toEqual({ ok: true, key: 'fixed release 3' });
});

test('a key is cut, and what the database cannot keep is replaced', () => {
  const long = keyOf('{{ inputs.text }}', { text: 'x'.repeat(1000) });
  expect(long).toEqual({ ok: true, key: 'x'.repeat(longestKey) });
  expect(keyOf('{{ inputs.text }}', { text: 'a\0b' })).toEqual({ ok: true, key: 'a\uFFFDb' });
});

test('a key that cannot be rendered says where', () => {
  expect(keyOf('{{ inputs.a | nothing }}')).toMatchObject({
    ok: false,
    error: { place: expect.stringContaining('key') },
  });
});

test('a workflow without one has no key', () => {
  const spec = normalize(workflowSchema.parse({ name: 'release', steps: [] }));
  expect(concurrencyKey(spec, { input: {}, version: 1, actor })).toEqual({ ok: true, key: undefined });
});
