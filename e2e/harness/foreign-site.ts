import { once } from 'node:events';
import { createServer } from 'node:http';

/** A site of somebody else: another port of this machine, so that browsers send it our cookies and only its origin is foreign. */
export interface ForeignSite {
  url: string;
  /** Paths it was asked for, as they came. */
  asked: string[];
  close(): Promise<void>;
}

/** Every address of it is an empty page without any policy, and it lets everybody read. */
export async function openForeignSite(): Promise<ForeignSite> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    if (request.url !== '/favicon.ico') asked.push(request.url ?? '');
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'access-control-allow-origin': '*',
      'referrer-policy': 'unsafe-url',
    });
    response.end('<!doctype html><title>Another site</title><p>Another site</p>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
