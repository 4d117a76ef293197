import type { Json } from '#lib/domain/workflow/json.ts';
import { type Mask, noMask } from './mask.ts';
import { Automaton } from './masking/automaton.ts';
import { formsOf } from './masking/forms.ts';
import { MaskStream } from './masking/stream.ts';

/** What stands in the place of a hidden value. */
const sign = '•••';

/** Hides these values in every form of masking/forms.ts; values of less than 4 characters are not hidden. */
export function createMask(values: readonly string[]): Mask {
  const forms = new Set<string>();
  for (const value of values) for (const form of formsOf(value)) forms.add(form);
  if (forms.size === 0) return noMask;
  const automaton = new Automaton(forms);
  let inBytes: Automaton | null = null;

  const text = (whole: string): string => {
    const stream = new MaskStream(automaton, sign);
    return stream.push(whole) + stream.end();
  };
  const json = (value: Json): Json => {
    if (typeof value === 'string') return text(value);
    if (typeof value === 'number') return numberOrSign(value);
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(json);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key), json(item)]));
  };
  /** A value of digits that a program reads as a number is the value all the same. */
  const numberOrSign = (value: number): Json => {
    const masked = text(String(value));
    return masked === String(value) ? value : masked;
  };
  return {
    text,
    json,
    bytes(content) {
      inBytes ??= new Automaton(byteForms(forms, values));
      const stream = new MaskStream(inBytes, Buffer.from(sign).toString('latin1'));
      const given = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1');
      const masked = stream.push(given) + stream.end();
      return masked === given ? content : Buffer.from(masked, 'latin1');
    },
    stream: () => new MaskStream(automaton, sign),
  };
}

/** Bytes as characters of one byte: UTF-8 of every form, and the values themselves in UTF-16. */
function byteForms(forms: ReadonlySet<string>, values: readonly string[]): Set<string> {
  const found = new Set([...forms].map((form) => Buffer.from(form).toString('latin1')));
  for (const value of values) {
    if (value.length < 4) continue;
    const little = Buffer.from(value, 'utf16le');
    found.add(little.toString('latin1'));
    found.add(little.swap16().toString('latin1'));
  }
  return found;
}
