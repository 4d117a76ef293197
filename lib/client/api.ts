import { workspaceHeader } from '#lib/contracts/workspace-header.ts';
import { ApiError } from './api-error.ts';

export type Query = Record<string, string | number | boolean | null | undefined>;

type Options = {
  query?: Query;
  signal?: AbortSignal;
  /** Repeats of a write with the same key have one effect; made up when left out. */
  idempotencyKey?: string;
};

const base = '/api/v1';

const shown: { workspace?: string } = {};

/** Says which workspace this page shows: its calls are refused when the browser has entered another one meanwhile. */
export const actIn = (slug: string): void => {
  shown.workspace = slug;
};

function address(path: string, query?: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const tail = search.toString();
  return `${base}${path}${tail ? `?${tail}` : ''}`;
}

async function call<T>(method: string, path: string, body: unknown, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (shown.workspace !== undefined) headers[workspaceHeader] = shown.workspace;
  if (method !== 'GET') headers['idempotency-key'] = options.idempotencyKey ?? crypto.randomUUID();
  let response: Response;
  try {
    response = await fetch(address(path, options.query), {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options.signal,
      credentials: 'same-origin',
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, undefined, error);
  }
  if (response.status === 204) return undefined as T;
  const answer: unknown = (response.headers.get('content-type') ?? '').includes('json')
    ? await response.json().catch(() => undefined)
    : await response.text();
  if (!response.ok) throw new ApiError(response.status, answer);
  return answer as T;
}

/**
 * The HTTP API as seen by a page. Paths are relative to /api/v1; the caller names the answer's type from lib/contracts.
 * Every refusal is an ApiError; an aborted call rejects with the signal's own error.
 */
export const api = {
  get: <T>(path: string, options?: Options) => call<T>('GET', path, undefined, options),
  post: <T = void>(path: string, body?: unknown, options?: Options) => call<T>('POST', path, body ?? {}, options),
  put: <T = void>(path: string, body: unknown, options?: Options) => call<T>('PUT', path, body, options),
  patch: <T = void>(path: string, body: unknown, options?: Options) => call<T>('PATCH', path, body, options),
  delete: <T = void>(path: string, options?: Options & { body?: unknown }) =>
    call<T>('DELETE', path, options?.body, options),
};
