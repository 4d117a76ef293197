import { describe, expect, it } from 'vitest';
import { type Draft, openDraft } from './draft.ts';
import { printSample, readSample, sampleFor } from './step-sample.ts';

function drawing(spec: unknown): Draft {
  const opened = openDraft(spec);
  if (!opened.ok) throw new Error(opened.reason);
  return opened.draft;
}

const draft = drawing({
  name: 'w',
  inputs: {
    day: { type: 'string', default: 'today' },
    token: { type: 'string', sensitive: true },
    n: { type: 'integer' },
  },
  steps: [
    { id: 'a', kind: 'shell' },
    { id: 'b', kind: 'shell', needs: ['a', 'gone'] },
    { id: 'c', kind: 'shell', needs: [{ step: 'b', on: 'always' }] },
    { id: 'd', kind: 'shell' },
  ],
});

describe('a sample for a step', () => {
  it('has what the last run left of all that comes before it, and the defaults of inputs', () => {
    const last = { input: { n: 3, token: 'sealed' }, outputs: { a: { files: 1 }, d: 'beside' } };
    expect(sampleFor(draft, 'c', last)).toEqual({
      input: { day: 'today', n: 3 },
      outputs: { a: { files: 1 }, b: null },
    });
  });

  it('comes back from its text', () => {
    const sample = sampleFor(draft, 'b', { input: {}, outputs: {} });
    expect(readSample(printSample(sample))).toEqual({ sample });
    expect(readSample('{}')).toEqual({ sample: { input: {}, outputs: {} } });
  });

  it.each(['{', '[]', '{"inputs":{}}', '{"input":1}', '{"outputs":[]}'])('says what is wrong with %s', (text) =>
    expect(readSample(text)).toHaveProperty('wrong'),
  );
});
