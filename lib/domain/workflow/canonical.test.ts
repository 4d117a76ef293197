import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, sha256Hex, specHash } from './canonical.ts';

describe('the canonical text of a value', () => {
  it('is that of RFC 8785', () => {
    // The RFC's own examples (§3.2.3 and appendix B).
    expect(
      canonicalJson({
        '\u20ac': 'Euro Sign',
        '\r': 'Carriage Return',
        '\ufb33': 'Hebrew',
        '1': 'One',
        '\ud83d\ude00': 'Emoji',
        '\u0080': 'Control',
        '\u00f6': 'Latin',
      }),
    ).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin","€":"Euro Sign","😀":"Emoji","\ufb33":"Hebrew"}',
    );
    expect(canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    );
    expect(canonicalJson('€$\u000f\nA\'B"\\"/')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\"/"');
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().map((key) => key.toWellFormed()),
          fc.integer(),
        ),
        (value) => {
          expect(canonicalJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(canonicalJson(value));
          expect(JSON.parse(canonicalJson(value))).toEqual(value);
        },
      ),
    );
  });

  it('refuses what has no canonical form', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800', { '\udc00': 1 }, [() => 1], 1n])
      expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('is hashed as UTF-8', () => {
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256Hex('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
    expect(specHash({ name: 'a', steps: [] })).toBe(specHash({ steps: [], name: 'a' }));
  });
});

describe('the identity of a version', () => {
  const workflow = { name: 'a', steps: [] };

  it('covers all that stands in its file, labels and their order too', () => {
    const hashes = [
      workflow,
      { ...workflow, description: 'b' },
      { ...workflow, labels: ['release', 'nightly'] },
      { ...workflow, labels: ['nightly', 'release'] },
    ].map(specHash);
    expect(new Set(hashes).size).toBe(4);
  });
});
