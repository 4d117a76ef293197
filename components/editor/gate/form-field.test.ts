import { expect, test } from 'vitest';
import { readForm, writeForm } from './form-field.ts';

const form = {
  type: 'object',
  properties: {
    ticket: { type: 'string', title: 'Ticket' },
    why: { type: 'string', multiline: true },
    risk: { type: 'string', enum: ['low', 'high'] },
    sure: { type: 'boolean' },
    hours: { type: 'number' },
  },
  required: ['ticket'],
};

test('a form of simple questions is read and written back as it was', () => {
  const fields = readForm(form);
  expect(fields?.map((field) => field.type)).toEqual(['text', 'long', 'choice', 'yesno', 'number']);
  expect(writeForm(fields ?? [])).toEqual(form);
});

test('a form that says more than the builder can show is left to its JSON', () => {
  expect(readForm({ type: 'object', properties: { a: { type: 'string', pattern: 'x' } } })).toBeNull();
  expect(readForm({ type: 'object', allOf: [] })).toBeNull();
});

test('without questions there is no form', () => {
  expect(readForm(undefined)).toEqual([]);
  expect(writeForm([])).toBeUndefined();
});
