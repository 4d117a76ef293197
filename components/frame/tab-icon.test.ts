import { expect, test } from 'vitest';
import { tabIcon, tabState } from './tab-icon.ts';

test('somebody who is waited for is told before what runs', () => {
  expect([tabState(2, true), tabState(0, true), tabState(0, false)]).toEqual(['waiting', 'running', 'still']);
});

test('each state has a shape and a colour of the status table, and stillness keeps the product’s own', () => {
  const colourOf = (tone: string) => `colour-of-${tone}`;
  expect(decodeURIComponent(tabIcon('waiting', colourOf)!)).toContain('colour-of-person');
  expect(decodeURIComponent(tabIcon('running', colourOf)!)).toContain('colour-of-running');
  expect(tabIcon('still', colourOf)).toBeNull();
});
