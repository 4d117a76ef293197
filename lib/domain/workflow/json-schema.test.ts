import { expect, it } from 'vitest';
import { workflowJsonSchema } from './json-schema.ts';

it('the published schema names every key of the file and refuses others', () => {
  const schema = workflowJsonSchema();
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
    required: ['name', 'steps'],
  });
  expect(Object.keys(schema.properties as object)).toEqual(
    expect.arrayContaining(['name', 'inputs', 'steps', 'outputs']),
  );
  expect(JSON.stringify(schema)).toContain('"placement"');
});
