import { connect } from 'node:net';

/** An answer as its bytes came: nothing was followed, decoded or mended on the way. */
export interface RawAnswer {
  /** 0: the connection was closed without one. */
  status: number;
  headers: [name: string, value: string][];
  body: string;
}

/**
 * Sends bytes that no client library would, and reads until the server has no more to say. `Connection: close` is for
 * the caller to send; a server that keeps the line open anyway is read for two seconds.
 */
export function raw(url: string, request: string | Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port) });
    socket.setTimeout(2000, () => socket.destroy());
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? undefined : reject(error)));
    socket.on('close', () => resolve(read(Buffer.concat(chunks).toString('latin1'))));
  });
}

function read(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [line = '', ...fields] = head.split('\r\n');
  const headers = fields.map((field): [string, string] => {
    const at = field.indexOf(':');
    return [field.slice(0, at).toLowerCase(), field.slice(at + 1).trim()];
  });
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(line)?.[1] ?? 0), headers, body: rest.join('\r\n\r\n') };
}

/** A request with exactly these lines; the host is the server's own unless one is among them. */
export function lines(
  url: string,
  first: string,
  headers: readonly (readonly [string, string])[] = [],
  body = '',
): string {
  const own = headers.some(([name]) => name.toLowerCase() === 'host') ? [] : [['Host', new URL(url).host] as const];
  const all = [...own, ...headers, ['Connection', 'close'] as const];
  return `${first} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

export const header = ({ headers }: RawAnswer, name: string) => headers.find(([each]) => each === name)?.[1];
