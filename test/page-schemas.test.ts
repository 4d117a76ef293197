import '../instrumentation-client.ts';
import { expect, test } from 'vitest';
import { globalConfig } from 'zod/v4/core';

test('schemas of a page make no code from text', () => {
  expect(globalConfig.jitless).toBe(true);
});
