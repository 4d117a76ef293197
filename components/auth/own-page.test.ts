import { expect, test } from 'vitest';
import { ownPage } from './own-page.ts';

test.each(['/', '/runs/1?step=a#log', '/%2f%2felsewhere.example', '/a//b', '/@elsewhere.example', '/überblick'])(
  'stays where it was asked to: %j',
  (to) => {
    expect(ownPage(to)).toBe(to);
    expect(new URL(to, 'https://own.example').origin).toBe('https://own.example');
  },
);

test.each([
  '',
  'runs',
  '//elsewhere.example',
  '///elsewhere.example',
  '/\\elsewhere.example',
  '\\\\elsewhere.example',
  '/\t/elsewhere.example',
  '/\n/elsewhere.example',
  '/\r\\elsewhere.example',
  '\t//elsewhere.example',
  ' //elsewhere.example',
  'https://elsewhere.example',
  'https://own.example@elsewhere.example',
  'javascript:alert(1)',
  'data:text/html,x',
])('leads home where it would lead away: %j', (to) => {
  expect(ownPage(to)).toBe('/');
});
