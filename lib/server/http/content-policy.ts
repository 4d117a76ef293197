import { createHash, randomBytes } from 'node:crypto';

/** One request's word that no text of a stranger can know: only elements that carry it are ours. */
export const newNonce = () => randomBytes(16).toString('base64');

const written = (directives: Record<string, string>) =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');

/** Base UI hides the real field behind a select, switch or radio with one of these two, written out by the server. */
const hiddenFields = ['margin:-1px;position:absolute', 'margin:0;position:fixed;top:0;left:0'].map(
  (place) => `clip-path:inset(50%);overflow:hidden;white-space:nowrap;border:0;padding:0;width:1px;height:1px;${place}`,
);
const hashed = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * What a page may do. Scripts: those we wrote down with this request's nonce, and what they load; nothing inline, nothing
 * made from text. Style attributes: these two alone (what scripts set is no attribute). Everything else comes from this server alone (`'self'` holds for its sockets too).
 * Next's development server evaluates text, writes styles into the page and has a socket of its own: only there.
 */
export function pagePolicy(nonce: string, dev = false): string {
  return written({
    'default-src': "'none'",
    'script-src': `'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    'style-src': dev ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    'style-src-attr': `'unsafe-hashes' ${hiddenFields.map(hashed).join(' ')}`,
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': dev ? "'self' ws: wss:" : "'self'",
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  });
}

/** What is no page: should a browser ever show it as one, it can do nothing and be put nowhere. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

/** Our own script files: a worker among them may load the others. */
export const scriptPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'";

/** The policy of an answer by its type, for one that has not said its own. */
export function policyFor(contentType: string, page: string): string {
  if (/^text\/html\b/i.test(contentType)) return page;
  return /javascript\b/i.test(contentType) ? scriptPolicy : dataPolicy;
}
