import { expect, test } from 'vitest';
import { readWritten, standsWritten, writtenText } from './written.ts';

test('a text where its control would show nothing stands written; what the control shows does not', () => {
  expect(standsWritten('number', '{{ inputs.count }}')).toBe(true);
  expect(standsWritten('number', 'many')).toBe(true);
  expect(standsWritten('choice', '{{ inputs.way }}')).toBe(true);
  expect(standsWritten('duration', '5m')).toBe(false);
  expect(standsWritten('list', 'probe > 3')).toBe(false);
  expect(standsWritten('map', '{{ inputs.env }}')).toBe(true);
  expect(standsWritten('number', 3)).toBe(false);
});

test('what is typed means what it says', () => {
  expect(readWritten('number', '{{ inputs.count }}')).toBe('{{ inputs.count }}');
  expect(readWritten('number', '12')).toBe(12);
  expect(readWritten('boolean', 'false')).toBe(false);
  expect(readWritten('choice', 'POST')).toBe('POST');
  expect(readWritten('list', '')).toBeUndefined();
  expect([writtenText(12), writtenText(undefined), writtenText(['a'])]).toEqual(['12', '', '']);
});
