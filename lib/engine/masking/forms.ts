/** Shorter ones would hide half of what is said, and are no secrets. */
const shortestForm = 4;
const shortestLine = 8;
/** Longer values (certificates in a bundle) are looked for as they are, in JSON and in base64 alone: all forms of 64 KB take seconds. */
const longestForAll = 8192;

/**
 * The texts by which a hidden value may be met: as it is, line by line, and in the encodings that programs commonly put
 * values in. What it cannot know is in docs/security.md: other encodings, encrypted or hashed, reversed or cut up.
 */
export function formsOf(value: string): Set<string> {
  const forms = new Set<string>();
  const add = (form: string) => {
    if (form.length >= shortestForm) forms.add(form);
  };
  const isLong = value.length > longestForAll;
  for (const text of partsOf(value)) {
    add(text);
    if (!isLong || text.length > longestForAll) for (const form of base64Forms(text)) add(form);
    for (const encode of isLong ? [json] : encodings) {
      const form = encode(text);
      add(form);
      if (/[%&]/.test(form)) add(lowerEscapes(form));
    }
  }
  return forms;
}

/** The value, without the blanks around it, and its longer lines. */
function partsOf(value: string): Set<string> {
  const parts = new Set([value, value.trim(), value.replaceAll('\r\n', '\n')]);
  const lines = value.split(/\r\n|\r|\n/);
  if (lines.length > 1)
    for (const line of lines) for (const part of [line, line.trim()]) if (part.length >= shortestLine) parts.add(part);
  return new Set([...parts].filter((part) => part.length >= shortestForm));
}

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const hexOf = (text: string) => utf8(text).toString('hex');

const strictUri = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
const form = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);
const json = (text: string) => JSON.stringify(text).slice(1, -1);
/** Control characters and quotes as C, Python, JavaScript and bash's $'…' write them. */
const controls = (text: string) =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('\x1b', '\\E');
const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const html =
  (apostrophe: string, quote = '&quot;') =>
  (text: string) =>
    text.replace(/[&<>"']/g, (sign) => (sign === "'" ? apostrophe : sign === '"' ? quote : named[sign]!));

const encodings: ((text: string) => string)[] = [
  encodeURIComponent,
  strictUri,
  (text) => strictUri(text).replaceAll('%2F', '/'),
  encodeURI,
  form,
  (text) => strictUri(text).replaceAll('%20', '+'),
  (text) => hexOf(text).toUpperCase().replace(/../g, '%$&'),
  hexOf,
  (text) => hexOf(text).toUpperCase(),
  (text) => hexOf(text).replace(/../g, '\\x$&'),
  json,
  (text) => json(text).replaceAll('/', '\\/'),
  (text) => asciiJson(json(text)),
  (text) => asciiJson(json(text)).replaceAll('/', '\\/'),
  // As templates of Go, Ruby and Django write it into scripts.
  (text) => json(text).replace(/[<>&'=]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
  (text) => json(text).replace(/[<>&'=]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16).toUpperCase()}`),
  html('&#39;'),
  html("'"),
  html('&apos;'),
  html('&#x27;'),
  html('&#39;', '&#34;'),
  html('&#39;', '"'),
  html("'", '"'),
  // Shells: between quotes, and each special sign after a backslash (printf %q).
  (text) => text.replaceAll("'", "'\\''"),
  (text) => text.replaceAll("'", "'\"'\"'"),
  (text) => text.replace(/[\\"$`]/g, '\\$&'),
  (text) => text.replace(/[\\"$`!]/g, '\\$&'),
  (text) => text.replace(/[^A-Za-z0-9_@%+=:./~#\u0080-\uffff-]/g, '\\$&').replace(/^[~#]/, '\\$&'),
  (text) => text.replace(/[^A-Za-z0-9_@%+=:,./~#\u0080-\uffff-]/g, '\\$&').replace(/^[~#]/, '\\$&'),
  (text) => text.replace(/[^A-Za-z0-9_\u0080-\uffff]/g, '\\$&'),
  controls,
  (text) => controls(text).replaceAll("'", "\\'"),
  (text) => controls(text).replaceAll('"', '\\"'),
];

const asciiJson = (text: string) =>
  text.replace(/[\u0080-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** `%2F` and `&#x2F;` with small letters, as some write them. */
const lowerEscapes = (text: string) => text.replace(/%[0-9A-F]{2}|&#X?[0-9A-F]+;/gi, (found) => found.toLowerCase());

/**
 * Base64 of a text that the value is part of: it starts at the first, second or third byte of a group, and the letters
 * at its edges that also depend on its neighbours are left to them; and alone, padded or not, and cut into lines as
 * `base64`, `openssl` and `xxd -p` do by themselves.
 */
function* base64Forms(text: string): Generator<string> {
  const bytes = utf8(text);
  for (let before = 0; before < 3; before++) {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const start = [0, 2, 3][before]!;
    const unpadded = encoded.replace(/=+$/, '');
    const own = (before + bytes.length) % 3 === 0 ? unpadded : unpadded.slice(0, -1);
    for (const letters of [encoded, unpadded, own]) {
      const form = letters.slice(start);
      yield form;
      yield form.replaceAll('+', '-').replaceAll('/', '_');
    }
  }
  yield* cutUp(bytes.toString('base64'), [76, 64]);
  yield* cutUp(bytes.toString('hex'), [60]);
}

function* cutUp(encoded: string, widths: number[]): Generator<string> {
  for (const width of widths)
    for (let at = 0; encoded.length > width && at < encoded.length; at += width) {
      const line = encoded.slice(at, at + width);
      // The last letters of the last line also depend on what follows the value (a line break, mostly).
      const sure = at + width < encoded.length ? line : line.replace(/.?=*$/, '');
      if (sure.length >= shortestLine) yield sure;
    }
}
