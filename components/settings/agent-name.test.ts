import { expect, test } from 'vitest';
import { agentName } from './agent-name.ts';

test('a browser is told by its most particular name', () => {
  expect(agentName('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36')).toBe(
    'Chrome on Linux',
  );
  expect(agentName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1')).toBe(
    'Safari on iOS',
  );
});

test('what is not known is shown as it came, and cut', () => {
  expect(agentName('curl/8')).toBe('curl/8');
  expect(agentName('x'.repeat(500))).toHaveLength(60);
  expect(agentName(null)).toBe('Unknown browser');
});
