import { refuse } from '#lib/server/refusal.ts';
import type { ApiRequest } from './api-request.ts';
import { readJson } from './json-text.ts';
import type { Route } from './route.ts';

export const maxBodyBytes = 10 * 1024 * 1024;

const none = new Uint8Array(0);

/** A body that is too large is thrown away up to here, so that its sender hears why; then the connection ends. */
const maxDrainedBytes = 64 * 1024 * 1024;

/** The bytes of a request; of one above the limit (413) nothing is kept. */
export async function readBytes(request: Pick<ApiRequest, 'headers' | 'body'>): Promise<Uint8Array> {
  if (!request.body) return none;
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > maxDrainedBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body) {
      size += chunk.byteLength;
      if (size <= maxBodyBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (size > maxDrainedBytes) break;
    }
  } catch (error) {
    throw refuse('invalid_request', { detail: 'The body ended too early.', cause: error });
  }
  if (size > maxBodyBytes) throw tooLarge();
  return chunks.length === 1 ? (chunks[0] ?? none) : Buffer.concat(chunks);
}

const tooLarge = () =>
  refuse('too_large', {
    detail: `At most ${maxBodyBytes / 1024 / 1024} MB are taken.`,
    headers: { connection: 'close' },
  });

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw refuse('invalid_request', { detail: 'The body is not valid UTF-8.', cause: error });
  }
}

/** What was sent, as a value; an empty body is an empty object, so that a call without parameters needs none. */
export function readBody(given: Pick<Route, 'yaml'>, bytes: Uint8Array, contentType: string | null): unknown {
  if (bytes.byteLength === 0) return {};
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json' || type.endsWith('+json')) return readJson(textOf(bytes));
  if (given.yaml && ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'].includes(type)) {
    const text = textOf(bytes);
    if (text.includes('\0')) throw refuse('invalid_request', 'The body contains a NUL character.');
    return given.yaml(text);
  }
  throw refuse('unsupported_media_type', {
    detail: type === '' ? 'The request has no Content-Type.' : `${type.slice(0, 80)} is not taken here.`,
    fix: given.yaml ? 'Send application/json or application/yaml.' : 'Send application/json.',
  });
}
