import { Readable, type Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { EgressError } from './egress-error.ts';

/** What may travel beyond `maxBytes` when a coding makes a small body larger. */
const slack = 65_536;
const mostCodings = 2;

/**
 * The whole body, decoded. What counts is its size after decoding, while it grows: a small body that unfolds into
 * gigabytes ends at `maxBytes`. Throws EgressError.
 */
export async function readBody(
  body: Readable,
  { coding, maxBytes, signal }: { coding: string; maxBytes: number; signal: AbortSignal },
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let arrived = 0;
  let size = 0;
  const tooLarge = () =>
    new EgressError({
      code: 'size',
      message: `The body of the answer is larger than ${maxBytes} bytes.`,
      fix: 'Ask for less, or raise maxBytes.',
    });
  const bytes: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  const first = await bytes.next();
  // A body that is not there needs no decoding, whatever its headers say of it (HEAD, 204, 304).
  if (first.done) return new Uint8Array();
  const source = async function* () {
    for (let next: IteratorResult<Buffer> = first; !next.done; next = await bytes.next()) {
      arrived += next.value.length;
      if (arrived > maxBytes + slack) throw tooLarge();
      yield next.value;
    }
  };
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      size += chunk.length;
      chunks.push(chunk);
      done(size > maxBytes ? tooLarge() : null);
    },
  });
  const all = [Readable.from(source(), { objectMode: false }), ...decoders(coding, first.value), sink];
  await pipeline(all, { signal });
  return Buffer.concat(chunks, size);
}

/** In the order they are taken off, which is the reverse of the header's. */
function decoders(coding: string, start: Buffer): Transform[] {
  const names = coding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
    .reverse();
  if (names.length > mostCodings)
    throw new EgressError({ code: 'protocol', message: 'The answer is packed too many times over.' });
  return names.map((name, index) => {
    if (name === 'gzip' || name === 'x-gzip') return createGunzip();
    if (name === 'br') return createBrotliDecompress();
    // Some servers send the bare form: the zlib one begins with a byte that says so.
    if (name === 'deflate') return index === 0 && ((start[0] ?? 0) & 0x0f) !== 8 ? createInflateRaw() : createInflate();
    throw new EgressError({ code: 'protocol', message: `The answer is packed in a way that is not known: ${name}.` });
  });
}
