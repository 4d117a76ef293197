import type { IncomingMessage } from 'node:http';

/** A request as the API reads it. */
export interface ApiRequest {
  method: string;
  /** As it was sent, without its query. */
  path: string;
  /** The query with its `?`; empty without one. */
  search: string;
  headers: Pick<Headers, 'get' | 'has'>;
  body: AsyncIterable<Uint8Array> | null;
}

/** Node's own request as such. Leaving its body half read keeps the connection: who sends too much is still answered. */
export function apiRequest(request: IncomingMessage): ApiRequest {
  const { method = 'GET', url = '/', headers } = request;
  const [path] = url.split('?', 1) as [string];
  const get = (name: string) => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
  };
  return {
    method,
    path,
    search: url.slice(path.length),
    headers: { get, has: (name) => get(name) !== null },
    body: { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) },
  };
}
