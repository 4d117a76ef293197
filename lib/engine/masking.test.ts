import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noMask } from './mask.ts';
import { formsOf } from './masking/forms.ts';
import { createMask } from './masking.ts';

const plain = 'hunter2-und-weiter';
const awkward = `pä$$ "w'rd" & <b>/+%~*!(x)\\`;
const key = `-----BEGIN KEY-----\n${'Qm9iIGFuZCBBbGljZSBzaGFyZSBhIGtleSwgYW5kIEV2ZSBkb2VzIG5vdC4u\n'.repeat(3)}-----END KEY-----\n`;

const utf8 = (text: string) => Buffer.from(text);
const bash = (script: string, value: string) =>
  execFileSync('bash', ['-c', `exec 2>&1; ${script}`], { env: { ...process.env, VALUE: value }, encoding: 'utf8' })
    .replace(/^\+ : |\n$/g, '')
    .replace(/^\$?'(.*)'$/s, '$1');

/** Nothing of the value is left that a reader could put together again: at most the edges that base64 shares. */
const hides = (value: string, shown: string) => {
  const masked = createMask([value]).text(`before ${shown} after`);
  expect(masked).toMatch(/^before .{0,4}•••.{0,6} after$/s);
};

describe('what is hidden', () => {
  it.each([plain, awkward, 'with space', 'tab\tand\x1bescape', '~start#', '秘密の値 🔑 ok'])(
    '%j in every form',
    (value) => {
      const forms: Record<string, string> = {
        raw: value,
        uri: encodeURIComponent(value),
        form: new URLSearchParams({ v: value }).toString().slice(2),
        lower: encodeURIComponent(value).replace(/%../g, (found) => found.toLowerCase()),
        percent: utf8(value).toString('hex').replace(/../g, '%$&'),
        PERCENT: utf8(value).toString('hex').toUpperCase().replace(/../g, '%$&'),
        hex: utf8(value).toString('hex'),
        HEX: utf8(value).toString('hex').toUpperCase(),
        json: JSON.stringify(value).slice(1, -1),
        jsonTwice: JSON.stringify({ v: value }).slice(6, -2),
        html: value.replace(/[&<>"']/g, (sign) =>
          `&#${sign.charCodeAt(0)};`.replace('&#38;', '&amp;').replace('&#60;', '&lt;').replace('&#62;', '&gt;'),
        ),
        base64: utf8(value).toString('base64'),
        base64url: utf8(value).toString('base64url'),
        one: utf8(`u${value}!`).toString('base64'),
        two: utf8(`u:${value}!!`).toString('base64url'),
        newline: utf8(`${value}\n`).toString('base64'),
        quoted: bash('printf %q "$VALUE"', value),
        traced: bash('set -x; : "$VALUE"', value),
        base64Tool: bash('printf %s "$VALUE" | base64', value),
      };
      // These write what is no ASCII in octal, which is one of the things that stay visible.
      if (/[^\x20-\x7e]/.test(value)) for (const name of ['quoted', 'traced', 'html']) delete forms[name];
      for (const shown of Object.values(forms)) hides(value, shown);
    },
  );

  it('a value of several lines: whole, and each line that stands alone', () => {
    const mask = createMask([key]);
    for (const line of key.trim().split('\n')) expect(mask.text(`> ${line} <`)).toBe('> ••• <');
    expect(mask.text(`a${key}b`)).toBe('a•••b');
    const wrapped = bash('printf %s "$VALUE" | base64', key);
    expect(wrapped.split('\n').length).toBeGreaterThan(2);
    for (const line of wrapped.split('\n')) expect(mask.text(line)).toMatch(/^•••.{0,4}$/);
    for (const line of utf8(key)
      .toString('hex')
      .match(/.{1,60}/g)!)
      expect(mask.text(line)).toMatch(/^•••.?$/);
  });

  it('also in numbers, keys and files', () => {
    const mask = createMask(['73519246', 'größer als']);
    expect(mask.json({ pin: 73519246, '73519246': [1, null, true, 'x73519246'] })).toEqual({
      pin: '•••',
      '•••': [1, null, true, 'x•••'],
    });
    const file = Buffer.concat([
      Buffer.from([0xff, 0xfe, 0]),
      utf8('größer als'),
      Buffer.from([0xc3]),
      Buffer.from('größer als', 'utf16le'),
    ]);
    expect(Buffer.from(mask.bytes(file))).toEqual(
      Buffer.concat([Buffer.from([0xff, 0xfe, 0]), utf8('•••'), Buffer.from([0xc3]), utf8('•••')]),
    );
    const other = Buffer.from([0, 1, 255]);
    expect(mask.bytes(other)).toBe(other);
  });

  it('not what is too short to be a secret', () => {
    expect(createMask(['abc', ''])).toBe(noMask);
    expect(createMask(['abcd\ne']).text('abcd e')).toBe('abcd e');
    expect(createMask(['abcd\ne']).text('abcd\ne')).toBe('•••');
  });
});

/** What the mask must give, computed the slow way. */
function slowly(values: string[], text: string): string {
  const hidden = new Array<boolean>(text.length).fill(false);
  for (const value of values)
    for (const form of formsOf(value))
      for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1))
        hidden.fill(true, at, at + form.length);
  let shown = '';
  for (let index = 0; index < text.length; index++)
    if (!hidden[index]) shown += text[index];
    else if (!hidden[index - 1]) shown += '•••';
  return shown;
}

const letters = fc.string({
  unit: fc.constantFrom('a', 'b', '=', '"', '\n', 'ä', '&', 'YQ'),
  minLength: 1,
  maxLength: 14,
});
const scene = fc.array(letters, { minLength: 1, maxLength: 4 }).chain((values) => {
  const forms = values.flatMap((value) => [...formsOf(value)]);
  const part = fc.oneof(
    letters,
    ...(forms.length > 0
      ? [
          fc.constantFrom(...forms),
          fc.constantFrom(...forms).chain((form) => fc.nat(form.length).map((end) => form.slice(0, end))),
        ]
      : []),
  );
  return fc.record({
    values: fc.constant(values),
    text: fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
    cuts: fc.array(fc.nat(200)),
  });
});

describe('a stream', () => {
  it('gives the same wherever it is cut, and no form of a value remains', () => {
    fc.assert(
      fc.property(scene, ({ values, text, cuts }) => {
        const mask = createMask(values);
        const whole = mask.text(text);
        expect(whole).toBe(slowly(values, text));
        for (const value of values) for (const form of formsOf(value)) expect(whole).not.toContain(form);
        const stream = mask.stream();
        let at = 0;
        let shown = '';
        for (const cut of [...cuts.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length]) {
          shown += stream.push(text.slice(at, cut));
          at = cut;
        }
        expect(shown + stream.end()).toBe(whole);
      }),
      { numRuns: 400 },
    );
  });

  it('holds back only what could be the beginning of a value', () => {
    const stream = createMask([plain]).stream();
    expect(stream.push('a line of no interest\n')).toBe('a line of no interest\n');
    expect(stream.push('password: hunter2-u')).toBe('password: ');
    expect(stream.push('n')).toBe('');
    expect(stream.push('gewöhnlich\n')).toBe('hunter2-ungewöhnlich\n');
    expect(stream.push('hunter2-')).toBe('');
    expect(stream.push('und-weiter')).toBe('•••');
    expect(stream.push(`\nhunter2`)).toBe('\n');
    expect(stream.end()).toBe('hunter2');
  });

  it('takes a letter at a time as well as megabytes', () => {
    const mask = createMask([plain, key]);
    const text = `${'nothing to see here, '.repeat(50_000)}${plain}${key}`;
    const stream = mask.stream();
    let shown = '';
    for (const letter of text) shown += stream.push(letter);
    expect(shown + stream.end()).toBe(mask.text(text));
    expect(mask.text(text).slice(-10)).toBe(' here, •••');
  });
});
