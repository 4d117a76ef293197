import { describe, expect, it } from 'vitest';
import { inWords, meaning, offers, told, toldWhole } from './code-language.ts';

const scope = { inputs: { n: 2 }, steps: { list: { output: { files: ['a', 'b', 'c'] } } } };

describe('the result beside a field', () => {
  it('is the value for what the last run gave', () => {
    expect(told('cel', 'steps.list.output.files', scope)).toEqual({ is: 'value', text: '3 entries: ["a","b","c"]' });
    expect(told('template', 'We found {{ inputs.n }}', scope)).toEqual({ is: 'value', text: 'We found 2' });
  });

  it('tells a mistake from a value that no run has given yet', () => {
    expect(told('cel', '1 +', scope).is).toBe('wrong');
    expect(told('template', '{{ inputs.n', scope).is).toBe('wrong');
    expect(told('cel', 'steps.other.output.x + 1', scope).is).toBe('later');
  });

  it('is told of a whole value with templates in it, or where one of them lacks something', () => {
    expect(toldWhole({ a: ['{{ inputs.n }}'], b: 'x' }, scope)).toEqual({ is: 'value', text: '{"a":[2],"b":"x"}' });
    expect(toldWhole({ a: ['{{ steps.other.output }}'] }, scope)).toMatchObject({
      is: 'later',
      text: expect.stringMatching(/^a\.0/),
    });
  });

  it('is cut where it is long', () => {
    expect(inWords('x'.repeat(1000))).toHaveLength(401);
    expect(inWords(null)).toBe('nothing');
    expect(inWords(['a'])).toBe('1 entry: ["a"]');
  });
});

it('offers and explains names with what they were in the last run', () => {
  const names = [{ name: 'n', type: 'number', doc: 'how many', value: 2 }];
  expect(offers(names, { language: 'cel', text: 'n', offset: 1 })?.options[0]).toEqual({
    text: 'n',
    type: 'number',
    doc: 'how many · last run: 2',
  });
  expect(meaning(names, { language: 'cel', text: 'n', offset: 0 })).toEqual({
    from: 0,
    to: 1,
    text: 'number · how many · last run: 2',
  });
});
