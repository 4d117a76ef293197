import { expect, test } from 'vitest';
import { reference, referencesIn, revealedText, shownText, unshownText, withoutReferences } from './reference.ts';

const token = reference('secrets.TOKEN');
const text = `Bearer ${token}, ${reference('inputs.pass-word')}`;

test('a reference is found, shown by its name, and replaced by its value', () => {
  expect([...referencesIn({ a: [text], b: 'plain' })]).toEqual(['secrets.TOKEN', 'inputs.pass-word']);
  expect(shownText(text)).toBe('Bearer ••• TOKEN, ••• pass-word');
  expect(revealedText(text, (name) => `<${name}>`)).toBe('Bearer <secrets.TOKEN>, <inputs.pass-word>');
  expect([...referencesIn(withoutReferences(text))]).toEqual([]);
});

test('a value is put in as it is, whatever signs it holds', () => {
  expect(revealedText(token, () => `$& $1 ${token}`)).toBe(`$& $1 ${token}`);
});

test('what was edited over a shown text has its references back, and no others', () => {
  expect(unshownText(shownText(text), text)).toBe(text);
  expect(unshownText('Basic ••• TOKEN', text)).toBe(`Basic ${token}`);
  expect(unshownText('••• TOKENS ••• OTHER', text)).toBe('••• TOKENS ••• OTHER');
});
