import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputFindings } from './inputs.ts';

describe('the input of a run', () => {
  const inputs = {
    repository: { type: 'string', default: '.' },
    n: { type: 'integer', minimum: 1, maximum: 5 },
    tags: { type: 'array', required: false },
    password: { type: 'string', required: false, sensitive: true, maximum: 20 },
    level: { type: 'string', enum: ['low', 'high'], default: 'low', pattern: '^[a-z]+$' },
  } as const;
  const specs = structuredClone(inputs) as unknown as Parameters<typeof inputFindings>[0];

  it('fills in defaults', () => {
    expect(inputFindings(specs, { n: 2 })).toEqual({
      value: { repository: '.', n: 2, tags: null, password: null, level: 'low' },
      findings: [],
    });
  });

  it.each<[unknown, string]>([
    [{}, 'n is missing.'],
    [{ n: '2' }, 'n must be a whole number, but is "2".'],
    [{ n: 1.5 }, 'n must be a whole number, but is 1.5.'],
    [{ n: 9 }, 'n is more than 5.'],
    [{ n: 2, level: 'mid' }, 'level cannot be "mid".'],
    [{ n: 2, repo: 1 }, 'The workflow has no input "repo".'],
    [{ n: 2, repository: 'a\u0000' }, 'repository holds a character that cannot be stored.'],
    [{ n: 2, tags: {} }, 'tags must be a list, but is {}.'],
    [{ n: 2, repository: '\uFDD0secrets.A\uFDD1' }, 'repository holds a character that cannot be used in values.'],
    [{ n: 2, tags: [{ '\uFDD1': 1 }] }, 'tags holds a character that cannot be used in values.'],
    [{ n: 2, password: 4711 }, 'password must be a text, but is something else.'],
    [[], 'The input is not an object.'],
    ['x', 'The input is not an object.'],
  ])('refuses %j', (given, message) => {
    expect(inputFindings(specs, given).findings[0]?.message).toBe(message);
    expect(inputFindings(specs, given).value).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (given) => void inputFindings(specs, given)));
  });
});
