/** Set by whatever sends the request; another value would let one request be read as two, or as for another host. */
const ownHeaders = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/;
/** Tab and what Latin-1 can print (RFC 9110 §5.5). */
const value = /^[\t\x20-\x7e\x80-\xff]*$/;
const longest = 16_384;

/** Why a header of this name cannot be sent; null when it can. */
export function headerNameProblem(name: string): string | null {
  if (!token.test(name)) return 'is no name of a header: letters, digits and - only';
  return ownHeaders.has(name.toLowerCase()) ? `"${name}" is set by the request itself` : null;
}

/** Why this cannot be the value of a header; null when it can. Says nothing of the value: it may be sealed. */
export function headerValueProblem(text: string): string | null {
  if (/[\r\n\0]/.test(text)) return 'holds a line break or NUL, which no header can';
  if (!value.test(text)) return 'holds characters that no header can; encode them';
  return text.length > longest ? `is longer than ${longest} characters` : null;
}
