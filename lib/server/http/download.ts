/**
 * Types that a browser may show in place: none of them runs anything. Everything else is saved, since a file that a
 * step made must never become a page of this server.
 */
const shown = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'text/plain']);
const text = new Set([
  'text/plain',
  'text/markdown',
  'text/csv',
  'application/json',
  'application/yaml',
  'text/x-diff',
]);

/**
 * Headers for a file made by somebody else: its name encoded (RFC 6266), never sniffed, and inline only for types that
 * cannot act. `inline` is what the caller asked for.
 */
export function downloadHeaders(file: { name: string; mediaType: string; bytes?: number; inline?: boolean }) {
  const type = file.mediaType.split(';')[0]!.trim().toLowerCase();
  const safe = /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream';
  // Texts of a safe kind are shown as plain text: a browser would offer Markdown as a download otherwise.
  const inline = file.inline === true && (shown.has(safe) || text.has(safe));
  const shownAs = inline && text.has(safe) ? 'text/plain' : safe;
  const mediaType = shownAs.startsWith('text/') ? `${shownAs}; charset=utf-8` : shownAs;
  return {
    'content-type': mediaType,
    'content-disposition': `${inline ? 'inline' : 'attachment'}; ${encodedName(file.name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    ...(file.bytes === undefined ? {} : { 'content-length': String(file.bytes) }),
  };
}

/** `filename="…"; filename*=UTF-8''…`: no quotes, line breaks, paths or control characters get through. */
function encodedName(name: string): string {
  const last = name.toWellFormed().split(/[\\/]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim() || 'file';
  const plain = clean.replace(/[^\w .()+-]/g, '_').slice(0, 100);
  const encoded = encodeURIComponent(clean.slice(0, 200).toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/**
 * Text or bytes made piece by piece as a body. The first piece is made before the answer begins, so that a refusal still gets its
 * own status.
 */
export async function streamed<Piece extends string | Uint8Array>(
  pieces: AsyncGenerator<Piece>,
): Promise<AsyncIterable<Piece>> {
  const first = await pieces.next();
  return (async function* () {
    try {
      if (!first.done) yield first.value;
      yield* pieces;
    } finally {
      await pieces.return(undefined);
    }
  })();
}
