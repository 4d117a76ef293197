import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came, its body byte for byte. */
export interface Hooked {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A server on loopback that takes webhooks, keeps what it is given, and answers as it is told. */
export interface WebhookServer {
  /** `http://127.0.0.1:port`. */
  url: string;
  /** `127.0.0.1:port`, as a workspace allows it. */
  host: string;
  requests: readonly Hooked[];
  /** The request of this number (from 0) to the path, waiting for it. */
  request(path: string, nth?: number): Promise<Hooked>;
  /** What it answers from now on. */
  answer(status: number, text?: string): void;
  close(): Promise<void>;
}

export async function openWebhookServer(): Promise<WebhookServer> {
  const requests: Hooked[] = [];
  const waiting = new Set<() => void>();
  let [status, text] = [200, 'ok'];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    requests.push({ path: request.url ?? '', headers: request.headers, body });
    response.writeHead(status, status >= 300 && status < 400 ? { location: '/elsewhere' } : {}).end(text);
    for (const look of waiting) look();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    requests,
    request: (path, nth = 0) =>
      new Promise((give) => {
        const look = () => {
          const found = requests.filter((each) => each.path === path)[nth];
          if (!found) return;
          waiting.delete(look);
          give(found);
        };
        waiting.add(look);
        look();
      }),
    answer(newStatus, newText = '') {
      [status, text] = [newStatus, newText];
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
